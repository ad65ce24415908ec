/**
 * How much of a result a report shows. A run may have a hundred thousand attempts: a page that drew them all would
 * neither open nor say anything. What is beyond a bound is put together or left out, and the report says so.
 */
export const BOUNDS = {
  tableRows: 200,
  logGroups: 60,
  assumptions: 500,
  warnings: 200,
  distributions: 40,
  /** Groups of lanes on the timeline. */
  timelineGroups: 24,
  /** Resource instances of one component that get a group each; more are drawn as one. */
  resourcesApart: 6,
  /** Bars of one lane; more are drawn as a curve of how many there are. */
  bars: 80,
  barRows: 8,
  /** Lost instances of one lane. */
  losses: 200,
  /** Points of one curve. */
  points: 240,
} as const;
