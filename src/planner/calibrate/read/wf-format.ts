import { SECOND_MS } from "../../../base/instant.ts";
import { awsInstant } from "./aws-time.ts";
import type { FileSink } from "./file-sink.ts";
import { fieldOf, listField, numberField, textField } from "./json-fields.ts";

/**
 * Reads the tasks of a WfFormat instance as runs of activities. Source: the WfCommons schema; since 1.5 what a task is
 * called and how long it ran stand apart, before that together.
 */
export function readWfFormat(value: unknown, line: number, sink: FileSink): void {
  const workflow = fieldOf(value, "workflow");
  const names = new Map(
    listField(workflow, "specification", "tasks").map((task) => [textField(task, "id"), textField(task, "name")]),
  );
  const measured = listField(workflow, "execution", "tasks");
  const tasks = measured.length > 0 ? measured : [...listField(workflow, "tasks"), ...listField(workflow, "jobs")];
  if (tasks.length === 0) sink.refuse(line, "The workflow has no tasks that were executed.");
  for (const task of tasks) readTask(task, names, line, sink);
}

function readTask(
  task: unknown,
  names: ReadonlyMap<string | undefined, string | undefined>,
  line: number,
  sink: FileSink,
): void {
  const seconds = numberField(task, "runtimeInSeconds") ?? numberField(task, "runtime");
  const id = textField(task, "id");
  const name = names.get(id) ?? textField(task, "name") ?? id;
  if (seconds === undefined || seconds < 0 || name === undefined) {
    sink.leftOut(line, "task without a run time");
    return;
  }
  const startMs = awsInstant(fieldOf(task, "executedAt"));
  sink.run(
    {
      kind: "activity",
      name: name.replace(/_ID\d+$/, ""),
      ...(id === undefined ? {} : { id }),
      status: "succeeded",
      durationMs: Math.round(seconds * SECOND_MS),
      ...(startMs === undefined ? {} : { startMs }),
    },
    line,
  );
}
