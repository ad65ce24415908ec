/** A gate that cannot be held against the results that it is for. */
export class GateError extends Error {
  override readonly name = "GateError";

  constructor(gate: string, problem: string) {
    super(`the gate \`${gate}\`: ${problem}`);
  }
}
