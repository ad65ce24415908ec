import { emrHadoopSlotsCsv } from "./generated/emr-hadoop-slots.ts";
import { findRows, numberOf, type Row, textOf } from "./table.ts";

/** What one node offers to Hadoop: slots in Hadoop 0.20 and 1, YARN memory in Hadoop 2 and 3; null: not applicable. */
export interface HadoopSlots {
  /** The table's name in the data file: `ami-2.2+`, `emr-5-6`. */
  readonly table: string;
  /** "0.20.205", "2/3". */
  readonly hadoop: string;
  readonly hbase: boolean;
  readonly mapSlots: number | null;
  readonly reduceSlots: number | null;
  readonly nodeManagerMemoryMb: number | null;
  readonly allocationMbMin: number | null;
  readonly allocationMbMax: number | null;
  readonly mapMemoryMb: number | null;
  readonly reduceMemoryMb: number | null;
  readonly applicationMasterMemoryMb: number | null;
  readonly source: string;
  /** What to know before using it; null: nothing. */
  readonly note: string | null;
}

/**
 * Slots or memory of a node (5.4). `emrVersion` is an AMI version ("2.4", "2.4.2") or a release label ("emr-5.36.0");
 * undefined where the type has no row for it, or the version cannot be read.
 */
export function hadoopSlots(type: string, emrVersion: string, hbase: boolean): HadoopSlots | undefined {
  const table = tableFor(emrVersion);
  if (table === undefined) return undefined;
  const rows = hadoopSlotsOf(type).filter((row) => row.table === table.name);
  const row = rows.find((candidate) => candidate.hbase === hbase) ?? rows.find((candidate) => !candidate.hbase);
  if (row === undefined) return undefined;
  const hbaseNote = hbase && !row.hbase ? "the values without HBase; those with it are not known" : null;
  const notes = [row.note, table.note, hbaseNote].filter((note) => note !== null);
  return { ...row, note: notes.length === 0 ? null : notes.join("; ") };
}

/** Every row known of a type, oldest EMR version first. */
export function hadoopSlotsOf(type: string): HadoopSlots[] {
  return findRows(emrHadoopSlotsCsv, type).map(readRow);
}

interface TableChoice {
  readonly name: string;
  readonly note: string | null;
}

/** The table that covers a version, or the nearest one with a note. */
function tableFor(emrVersion: string): TableChoice | undefined {
  const [, prefix = "", majorText, minorText = "0"] =
    /^(emr-|ami-)?(\d+)(?:\.(\d+))?(?:\.\d+)?$/i.exec(emrVersion.trim()) ?? [];
  if (majorText === undefined) return undefined;
  const major = Number(majorText);
  const minor = Number(minorText);
  if (major >= 4 && prefix.toLowerCase() !== "ami-") return releaseTable(major);
  if (major === 3) return { name: "emr-4-5", note: "the values of release 4; those of AMI 3 are not known" };
  if (major === 2) return minor < 2 ? { name: "ami-2.0", note: null } : { name: "ami-2.2+", note: null };
  return major === 1 ? { name: "ami-1.0", note: null } : undefined;
}

function releaseTable(major: number): TableChoice {
  if (major === 4) return { name: "emr-4-5", note: null };
  const note = major > 6 ? `the values of releases 5 and 6; those of release ${major} are not known` : null;
  return { name: "emr-5-6", note };
}

function readRow(row: Row): HadoopSlots {
  return {
    table: textOf(row, "emr_version"),
    hadoop: textOf(row, "hadoop"),
    hbase: textOf(row, "hbase") === "1",
    mapSlots: numberOf(row, "map_slots"),
    reduceSlots: numberOf(row, "reduce_slots"),
    nodeManagerMemoryMb: numberOf(row, "yarn_nodemanager_memory_mb"),
    allocationMbMin: numberOf(row, "yarn_min_allocation_mb"),
    allocationMbMax: numberOf(row, "yarn_max_allocation_mb"),
    mapMemoryMb: numberOf(row, "map_memory_mb"),
    reduceMemoryMb: numberOf(row, "reduce_memory_mb"),
    applicationMasterMemoryMb: numberOf(row, "am_memory_mb"),
    source: textOf(row, "source"),
    note: textOf(row, "note") || null,
  };
}
