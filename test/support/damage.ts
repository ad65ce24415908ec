import fc from "fast-check";

/** What typing, pasting and merging leave behind. */
const RUBBISH = [
  ..."{}[]:,\"'\\/#*@$<>%\n\t \u0000\ufeff\u201c\u201d\u2028\ue000\ud800",
  "...",
  "#{",
  "#{(",
  "}}",
  '"id": "Default"',
  '"parent": {"ref": "Default"},',
  '{"ref": "',
  "null",
  "1e999",
  "//",
  "/*",
  '"__proto__": 1,',
  '"type": "Schedule",',
  "\\u12",
  "<<<<<<< HEAD\n",
];

/** A cut and a paste somewhere in a text. */
export interface Damage {
  readonly at: number;
  readonly length: number;
  readonly insert: string;
}

/** Any damage; what it pastes is what people leave behind, or bytes. */
export const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(400)),
  insert: fc.oneof(
    fc.array(fc.constantFrom(...RUBBISH), { maxLength: 4 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 8 }),
  ),
});

/** The text after one damage after another. */
export function damaged(text: string, damages: readonly Damage[]): string {
  return damages.reduce((current, { at, length, insert }) => {
    const offset = Math.floor(at * current.length);
    return current.slice(0, offset) + insert + current.slice(offset + length);
  }, text);
}
