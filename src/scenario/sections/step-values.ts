import { child, reportExpected, type Value } from "../values/value.ts";

/** More values of one path than this are a slip of the pen. */
const VALUES_MAX = 1_000_000;

/** `{ from: 0, to: 20, step: 5 }` or `{ from: 5 min, to: 1 h ...}` of one unit: the values as texts. */
export function stepValues(value: Value): readonly string[] | undefined {
  const [from, to, step] = [
    amountOf(child(value, "from")),
    amountOf(child(value, "to")),
    amountOf(child(value, "step")),
  ];
  if (
    from === undefined ||
    to === undefined ||
    step === undefined ||
    from.unit !== to.unit ||
    from.unit !== step.unit
  ) {
    reportExpected(
      value,
      "SCENARIO_VALUE",
      "`from`, `to` and `step` of one unit, as in `{ from: 0, to: 20, step: 5 }`",
    );
    return undefined;
  }
  const count = Math.floor((to.amount - from.amount) / step.amount + 1e-9) + 1;
  if (!(step.amount > 0 && count >= 1 && count <= VALUES_MAX)) {
    const expected = `a \`step\` above 0 that leads from \`from\` up to \`to\` in at most ${VALUES_MAX} values`;
    reportExpected(value, "SCENARIO_VALUE", expected);
    return undefined;
  }
  // each by itself, so that no error adds up; twelve digits hide that 0.1 is none of a computer's numbers
  return Array.from({ length: count }, (_, index) => {
    const amount = Number((from.amount + index * step.amount).toPrecision(12));
    return from.unit === "" ? String(amount) : `${amount} ${from.unit}`;
  });
}

function amountOf(value: Value | undefined): { readonly amount: number; readonly unit: string } | undefined {
  if (value?.node.kind !== "scalar") return undefined;
  const [, digits, unit] = /^(-?\d+(?:\.\d+)?)\s*([A-Za-z%/ -]*)$/.exec(value.node.text.trim()) ?? [];
  return digits === undefined ? undefined : { amount: Number(digits), unit: (unit ?? "").trim() };
}
