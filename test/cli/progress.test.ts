import { expect } from "chai";
import { Progress } from "../../src/cli/progress.ts";
import { memoryIo } from "../support/memory-io.ts";

function told(isErrorTerminal: boolean): string {
  let nowMs = 0;
  const memory = memoryIo();
  const progress = new Progress({ ...memory, isErrorTerminal, clock: () => nowMs }, 10);
  for (let counted = 1; counted <= 4; counted += 1) {
    nowMs += 300;
    progress.tell(counted);
  }
  progress.end();
  return memory.errors();
}

describe("progress", () => {
  it("stands on one line of a terminal, twice a second at most, and is wiped at the end", () => {
    // after 600 ms and after 1200 ms
    expect(told(true)).to.equal("\r2 of at most 10 runs\r4 of at most 10 runs\r\u001b[K");
  });

  it("is for persons only", () => expect(told(false)).to.equal(""));

  it("says nothing of a short run", () => {
    const memory = memoryIo();
    const progress = new Progress({ ...memory, isErrorTerminal: true }, 1);
    progress.tell(1);
    progress.end();
    expect(memory.errors()).to.equal("");
  });
});
