import type { Place } from "../panels/panel.ts";

/** A titled part of the page, a landmark with its title as its name; what else it says in a line goes below the title. */
export function drawSection(page: Place, id: string, title: string, remark = ""): Place {
  const section = page.append<HTMLElement>("section").attr("id", id).attr("aria-labelledby", `${id}-title`);
  section.append("h2").attr("id", `${id}-title`).text(title);
  if (remark !== "") section.append<HTMLElement>("p").attr("class", "remark").text(remark);
  return section;
}
