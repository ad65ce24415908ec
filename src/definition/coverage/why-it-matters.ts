/** Why the numbers would be others if a field were followed that is relevant and not simulated, by its key. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["EbsBlockDeviceConfig", "Volumes are billed while they exist; only those of a group's configuration are (7.1)."],
  ["iops", "Provisioned operations are billed besides the size of a volume (7.1)."],
  [
    "resizeClusterBeforeRunning",
    "How far the cluster grows follows from the throughput of DynamoDB tables; its type is followed.",
  ],
  ["resizeClusterMaxInstances", "It bounds how far the cluster grows for DynamoDB tables, and so its bill."],
  ["VolumeSpecification", "Volumes are billed while they exist; only those of a group's configuration are (7.1)."],
  ["volumeType", "Each type of volume has its own price; every volume is billed as general purpose storage (7.1)."],
]);

/** The sentence for a field as the guide spells it; undefined for one that is simulated or irrelevant. */
export function whyItMatters(key: string): string | undefined {
  return REASONS.get(key);
}
