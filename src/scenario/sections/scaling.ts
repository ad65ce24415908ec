import type { ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { readDistribution } from "../distribution/scenario-distribution.ts";
import type { Place, ScenarioPath } from "../source/scenario-node.ts";
import { DURATION } from "../units/duration.ts";
import { NODE_TIME } from "../units/node-time.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { SIZE } from "../units/size.ts";
import { readPositive, readQuantity, readWhole } from "../values/read-quantity.ts";
import { readPlacedText } from "../values/read-scalar.ts";
import { child, type Placed, placed, reportExclusive, type Value } from "../values/value.ts";
import { type MeasuredRuns, readMeasuredRuns } from "./measured-runs.ts";

/** Work that the nodes of a cluster share, by a scaling law that is given, or fitted to measured runs. */
export interface ScalingWork {
  readonly kind: "scaling";
  readonly law: GivenLaw | MeasuredRuns;
  readonly reference: Placed<string> | undefined;
  /** Bytes of data to forecast for. */
  readonly size: Placed<number> | undefined;
  /** By how much forecasts of the law are off, relative to them. */
  readonly error: number | undefined;
  readonly at: { readonly place: Place; readonly path: ScenarioPath };
}

/** The terms of a scaling law. */
export interface GivenLaw {
  readonly kind: "given";
  /** Node-milliseconds on the reference type. */
  readonly work: ScenarioDistribution;
  readonly serialMs: number;
  /** Node-milliseconds that the data take over the network of one node. */
  readonly communicationMs: number;
  /** For each doubling of the nodes. */
  readonly logMs: number;
  readonly overheadPerNodeMs: number;
  /** Bytes of data that `work` and `communication` are for. */
  readonly referenceSize: number | undefined;
}

/** What measured runs leave nothing to say of. */
const LAW_KEYS: readonly string[] = ["work", "serial", "communication", "log", "overheadPerNode", "referenceSize"];

/** Reads what stands under `scaling`: the terms of a law, or the `points` that it is fitted to. */
export function readScaling(value: Value | undefined): ScalingWork | undefined {
  if (value === undefined) return undefined;
  const points = child(value, "points");
  const isBoth = points !== undefined && LAW_KEYS.some((key) => reportExclusive(value, ["points", key]));
  const law = points === undefined ? readLaw(value) : readMeasuredRuns(points);
  const size = child(value, "size");
  const bytes = readPositive(size, SIZE);
  if (law === undefined || isBoth) return undefined;
  return {
    kind: "scaling",
    law,
    reference: readPlacedText(child(value, "reference")),
    size: size === undefined || bytes === undefined ? undefined : placed(size, bytes),
    error: readQuantity(child(value, "error"), PERCENTAGE),
    at: { place: value.node.place, path: value.path },
  };
}

function readLaw(value: Value): GivenLaw | undefined {
  const work = readDistribution(child(value, "work"), NODE_TIME);
  if (work === undefined) return undefined;
  return {
    kind: "given",
    work,
    serialMs: readWhole(child(value, "serial"), DURATION) ?? 0,
    communicationMs: readWhole(child(value, "communication"), NODE_TIME) ?? 0,
    logMs: readWhole(child(value, "log"), DURATION) ?? 0,
    overheadPerNodeMs: readWhole(child(value, "overheadPerNode"), DURATION) ?? 0,
    referenceSize: readPositive(child(value, "referenceSize"), SIZE),
  };
}
