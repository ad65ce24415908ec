/** What `--as` takes: formats that lines tell apart, and kinds of JSON. */
export const HISTORY_FORMATS = [
  "emr",
  "datapipeline",
  "list-runs",
  "jhist",
  "jhist-old",
  "rumen",
  "sls",
  "spark",
  "wfformat",
  "csv",
] as const;

/** A format of histories. */
export type HistoryFormat = (typeof HISTORY_FORMATS)[number];
