/** A date, with a time perhaps: `2016-10-05:21`, `2014-01-01T00:00:00`, `20161005`, `2016/10/05`. */
const DATE =
  /(?:19|20)\d\d([-/._]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[T :_-]\d\d(?:[:-]?\d\d){0,2}(?:\.\d+)?Z?)?/g;

/** Ids that a service or a cluster makes: `job_201002080801_40864`, a UUID. */
const MADE_ID = /\b(?:job|application|attempt|task)_\d{6,}_\d+\b|\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi;

/** Under this many digits a number at the end is a part of the name: `Step 2`. */
const COUNTER = /[-_ .:#/]+\d{3,}$/;

/**
 * The name under which runs are taken together. Dates, times and ids that a service made are cut out, and a number of three
 * digits or more at the end, behind a separator: `junoHourly-2016-10-05:21` is `junoHourly`, `chain_00000004` is `chain`,
 * `PigActivity1` and `Step 2` stay. An instance or attempt of Data Pipeline is called by its component (2.1).
 */
export function normaliseName(name: string): string {
  const component = /^@(.+?)_\d{4}-\d\d-\d\dT[\d:]*(?:_Attempt=\d+)?$/.exec(name)?.[1];
  if (component !== undefined) return component;
  const plain = name.replace(MADE_ID, "").replace(DATE, "");
  const cut = plain.trim().replace(COUNTER, "");
  const tidy = cut.replace(/\s+/g, " ").replace(/^[-_ .:#/]+|[-_ .:#/]+$/g, "");
  return tidy === "" ? name : tidy;
}
