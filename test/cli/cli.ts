import { main } from "../../src/cli/main.ts";
import { type MemoryIo, memoryIo } from "../support/memory-io.ts";

/** What a command line left behind. */
export interface Answer {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  readonly files: ReadonlyMap<string, string>;
}

/** What is around a command: its standard input, files that are not there in reality, and what else its Io says. */
export interface Surroundings {
  readonly stdin?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly io?: Partial<MemoryIo>;
}

/** Runs one command line in this process. */
export async function cli(argv: readonly string[], { io, ...surroundings }: Surroundings = {}): Promise<Answer> {
  const memory = memoryIo(surroundings);
  const status = await main(argv, { ...memory, ...io });
  return { status, out: memory.output(), err: memory.errors(), files: memory.files };
}

/** The definition as people paste it from the guide. */
export const EXCERPT = "scenarios/emr-excerpt/pipeline.json";

/** One command on one machine: the smallest definition that runs. */
export const SMALL = JSON.stringify({
  objects: [
    { id: "A", type: "ShellCommandActivity", command: "run", runsOn: { ref: "R" } },
    { id: "R", type: "Ec2Resource", instanceType: "m1.small" },
  ],
});

/** A scenario of it with random work, so that replications differ. */
export const RANDOM_SCENARIO = `name: random
pipeline: ./small.json
workloads:
  A: { command: { exponential: { mean: 10 min } } }
boot:
  m1.small: { lognormal: { mean: 95 s, cv: 0.2 } }
`;

/** Both, in files that are not there in reality. */
export const RANDOM_FILES = { "in/small.json": SMALL, "in/random.yaml": RANDOM_SCENARIO };
