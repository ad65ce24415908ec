import { bisectRight, curveStepAfter, line, scaleLinear, scaleSqrt } from "d3";
import { formatNanoUsd } from "../../../../base/money.ts";
import type { TimelineLane } from "../../../view.ts";
import type { Describe } from "./cursor.ts";
import type { DrawnLane } from "./lane.ts";

type Price = Extract<TimelineLane, { kind: "price" }>;

/** The price of a Spot market, a dashed line for each bid, and a mark where instances were lost to it. */
export function drawPrice(
  svg: DrawnLane["svg"],
  { points, bidsNanoUsd, losses }: Price,
  { width, height, endMs }: { readonly width: number; readonly height: number; readonly endMs: number },
): void {
  const x = scaleLinear([0, Math.max(1, endMs)], [0, width]);
  const most = Math.max(1, ...bidsNanoUsd, ...points.map(([, price]) => price));
  // a price has spikes of ten times and more, and what lies between matters as well
  const y = scaleSqrt([0, most], [height - 2, 2]);
  const last = points.at(-1);
  const drawn: Price["points"] = last === undefined ? points : [...points, [endMs, last[1]]];
  const shape = line<Price["points"][number]>()
    .curve(curveStepAfter)
    .x(([atMs]) => x(atMs))
    .y(([, price]) => y(price));
  svg.selectAll("path").data([drawn]).join("path").attr("class", "price").attr("d", shape);
  svg
    .selectAll("line.bid")
    .data(bidsNanoUsd)
    .join("line")
    .attr("class", "bid")
    .attr("x1", 0)
    .attr("x2", width)
    .attr("y1", (bid) => y(bid))
    .attr("y2", (bid) => y(bid));
  svg
    .selectAll("line.loss")
    .data(losses)
    .join("line")
    .attr("class", "loss")
    .attr("x1", ({ atMs }) => x(atMs))
    .attr("x2", ({ atMs }) => x(atMs))
    .attr("y1", 0)
    .attr("y2", height);
}

/** Says the price at a time, the bids, and what was lost there. */
export function describePrice({ points, bidsNanoUsd, losses }: Price): Describe {
  const times = points.map(([atMs]) => atMs);
  return (atMs, _y, toleranceMs) => {
    const price = points[bisectRight(times, atMs) - 1]?.[1];
    const lost = losses.filter((loss) => Math.abs(loss.atMs - atMs) <= toleranceMs);
    return [
      ...(price === undefined ? [] : [`Spot price ${formatNanoUsd(price)} USD an hour`]),
      ...bidsNanoUsd.map(
        (bid) => `bid ${formatNanoUsd(bid)} USD${price !== undefined && price > bid ? ": passed" : ""}`,
      ),
      ...lost.map(({ count }) => `${count} ${count === 1 ? "instance" : "instances"} lost`),
    ];
  };
}
