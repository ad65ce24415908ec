/** An object of a definition, before it is text. */
export type TextObject = Readonly<Record<string, unknown>> & { readonly id: string; readonly type?: string };

/** A time when a pipeline may have run, and what there was then. */
export interface Era {
  readonly activationText: string;
  readonly types: readonly string[];
  /** Fields of its clusters. */
  readonly software: Readonly<Record<string, string>>;
}

/** One before EMR's releases and billing by the second, one after. */
export const ERAS: readonly Era[] = [
  {
    activationText: "2012-11-23T00:00:00Z",
    types: ["m1.small", "m1.large", "m1.xlarge", "c1.medium"],
    software: { amiVersion: "2.4.2" },
  },
  {
    activationText: "2019-05-06T12:30:00Z",
    types: ["m4.large", "m5.xlarge", "c4.large"],
    software: { releaseLabel: "emr-5.29.0" },
  },
];
