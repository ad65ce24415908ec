import { quantile } from "../../stats/quantile.ts";
import { isDoubted, isRejected, leastPValue, NEAR_AICC } from "./choose-distribution.ts";
import type { DistributionFit } from "./distribution-fit.ts";
import { equalGroups } from "./equal-groups.ts";
import type { Sample } from "./sample.ts";

/** Writes a value for a person. */
type Format = (value: number) => string;

/** Below this many values another kind of distribution could well be the right one. */
const FEW = 20;

/** What a reader must know about a sample and its fits: whole sentences. */
export function notesOn(sample: Sample, ranked: readonly DistributionFit[], format: Format): string[] {
  const notes = [
    fewNote(sample, ranked),
    censoredNote(sample),
    coarseNote(sample, format),
    zeroNote(sample),
    outlierNote(sample, format),
    doubtNote(ranked),
  ];
  return notes.filter((note) => note !== undefined);
}

function fewNote({ count }: Sample, ranked: readonly DistributionFit[]): string | undefined {
  const best = ranked[0];
  if (count >= FEW || count < 2) return undefined;
  if (best === undefined) return `${count} values are few: nothing is known of rare, long ones.`;
  const near = ranked.filter(({ aicc }) => aicc - best.aicc < NEAR_AICC).map(({ distribution }) => distribution.kind);
  return `${count} values are few${near.length < 2 ? "" : `: ${near.join(", ")} explain them about as well`}.`;
}

function censoredNote({ censored, count }: Sample): string | undefined {
  if (censored.length === 0) return undefined;
  const all = count + censored.length;
  return `${censored.length} of ${all} had not ended when last seen: they count as at least that long.`;
}

function coarseNote({ isCoarse, resolution, values }: Sample, format: Format): string | undefined {
  if (!isCoarse || values.length < 2) return undefined;
  return `Values are rounded to ${format(resolution)}: each counts as all that round to it.`;
}

function zeroNote({ values, counts, isCoarse }: Sample): string | undefined {
  if (values[0] !== 0 || isCoarse || values.length === 1) return undefined;
  return `${counts[0]} of the values are 0: distributions that are never 0 were left out.`;
}

/**
 * Values far out: above the upper quartile by more than three times the distance of the two, of the logarithms, since
 * times are skewed; or below the lower by as much, as they stand.
 * Source: J. W. Tukey, Exploratory Data Analysis (1977), section 2D.
 */
function outlierNote(sample: Sample, format: Format): string | undefined {
  if (sample.count < 8) return undefined;
  const { values, counts } = sample;
  const sorted = Float64Array.from(equalGroups(sample));
  const [lower, upper] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  if (!(lower > 0 && upper > lower)) return undefined;
  const isFar = (value: number) => value > upper * (upper / lower) ** 3 || value < lower - 3 * (upper - lower);
  const far = values.reduce((sum, value, index) => (isFar(value) ? sum + (counts[index] ?? 0) : sum), 0);
  if (far === 0) return undefined;
  const range = `half of all lie from ${format(lower)} to ${format(upper)}`;
  const extremes = [values[0] ?? 0, values.at(-1) ?? 0].filter(isFar).map(format).join(" and ");
  return `${far} of the values ${far === 1 ? "lies" : "lie"} far out, ${extremes}, where ${range}: kept, and fitted with the rest.`;
}

/** A fit that chance does not explain, but that is used. */
function doubtNote(ranked: readonly DistributionFit[]): string | undefined {
  const best = ranked[0];
  if (best === undefined || isRejected(best)) return undefined;
  if (!ranked.every((fit) => fit.aicc - best.aicc >= NEAR_AICC || isDoubted(fit))) return undefined;
  const p = leastPValue(best).toFixed(3);
  return `The values are not quite ${best.distribution.kind} (p = ${p}): the distribution functions differ by up to ${best.goodness.ks.toFixed(3)}.`;
}
