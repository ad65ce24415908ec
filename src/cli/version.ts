import manifest from "../../package.json" with { type: "json" };

/** The package's version. Results do not carry it: what moves their numbers is the model's version. */
export const VERSION: string = manifest.version;
