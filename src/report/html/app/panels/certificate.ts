import { formatCount } from "../../../format/count.ts";
import { describeHistoryCut } from "../../../format/history-cut.ts";
import { plainText } from "../../../format/plain-text.ts";
import type { View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import type { Place } from "./panel.ts";

/** What it takes to have the same result again. */
export function drawCertificate(page: Place, { certificate, pipelines, seed, historyCut }: View): void {
  const section = drawSection(page, "certificate", "The same result again");
  section.append("pre").attr("tabindex", 0).append("code").text(plainText(certificate.command));
  const list = section.append<HTMLElement>("dl").attr("class", "certificate");
  const add = (term: string, text: string) => {
    const entry = list.append<HTMLElement>("div");
    entry.append("dt").text(term);
    entry.append("dd").text(text);
  };
  add("Seed", plainText(seed));
  add("Model version", certificate.modelVersion);
  add("Scenario", certificate.scenarioDigest);
  for (const [index, digest] of certificate.definitionDigests.entries()) {
    const { name } = pipelines[index] ?? {};
    add(name === undefined ? "Definition" : `Definition of ${plainText(name)}`, digest);
  }
  add("Catalog", certificate.catalogDigest);
  add(`${formatCount(certificate.events)} events`, certificate.eventsDigest);
  if (historyCut === undefined) return;
  section.append<HTMLElement>("p").attr("class", "remark").text(describeHistoryCut(historyCut));
}
