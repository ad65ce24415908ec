import type { PipelineObject } from "../../definition/definition.ts";
import type { CompileContext } from "./compile-context.ts";
import { referredObjects, textOf } from "./fields.ts";

/** Where an EmrCluster names configurations of its master, which has the schedulers; what comes later wins. */
const MASTER_FIELDS: readonly string[] = ["configuration", "masterGroupConfiguration"];

/**
 * The properties that the EmrConfigurations of a cluster give its master under a classification. Source: DG
 * EmrConfiguration, Property; EMR Release Guide, Configuring Applications.
 */
export function emrProperties(
  context: CompileContext,
  cluster: PipelineObject,
  classification: string,
): ReadonlyMap<string, string> {
  const configurations = MASTER_FIELDS.flatMap((key) => referredObjects(context, cluster, key));
  const named = configurations.filter((one) => textOf(context, one, "classification") === classification);
  const properties = named.flatMap((one) => referredObjects(context, one, "property"));
  return new Map(
    properties.flatMap((property): [string, string][] => {
      const [key, value] = [textOf(context, property, "key"), textOf(context, property, "value")];
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
}
