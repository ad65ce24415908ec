import { expect } from "chai";
import { fileName, splitArguments, stepLabel } from "../../src/scenario/compile/work-label.ts";
import { planOf, shellPipeline } from "./harness.ts";

describe("labels of work", () => {
  const STEPS: readonly (readonly [step: string, label: string])[] = [
    ["s3://myBucket/myPath/myStep.jar,firstArg,secondArg", "myStep.jar"],
    ["/home/hadoop/contrib/streaming/hadoop-streaming.jar,-input,a", "hadoop-streaming.jar"],
    ["command-runner.jar,spark-submit,--class,A,s3://code/a.jar", "command-runner.jar spark-submit"],
    ["s3://elasticmapreduce/libs/script-runner/script-runner.jar,s3://code/load.sh,x", "script-runner.jar load.sh"],
    ["", ""],
    ["s3://bucket/", "bucket"],
  ];
  for (const [step, label] of STEPS) {
    it(`names the step "${step}" ${label}`, () => expect(stepLabel(step)).to.equal(label));
  }

  it("splits arguments at commas that are not escaped", () => {
    expect(splitArguments("a.jar, b\\\\,c ,d")).to.deep.equal(["a.jar", "b,c", "d"]);
    expect(fileName("s3://a/b/c.sh")).to.equal("c.sh");
  });

  const COMMANDS: readonly (readonly [command: string, label: string])[] = [
    ["scp remoteFiles localFiles", "scp remoteFiles localFiles"],
    ["run.sh --password=hunter2 --user a", "run.sh --password=*** --user a"],
    ["run.sh --db-password hunter2", "run.sh --db-password ***"],
    ["mysql -h host -u root -phunter2 db", "mysql -h host -u root -p*** db"],
    ["export AWS_SECRET_ACCESS_KEY=abc/def; go", "export AWS_SECRET_ACCESS_KEY=***; go"],
    ["aws --key AKIAIOSFODNN7EXAMPLE ls", "aws --key *** ls"],
    ["curl https://me:hunter2@host/x", "curl https://me:***@host/x"],
    ["echo  a\n  b", "echo a b"],
    [`echo ${"x".repeat(200)}`, `echo ${"x".repeat(74)}…`],
  ];
  for (const [command, label] of COMMANDS) {
    it(`shows "${command.slice(0, 40)}" as "${label.slice(0, 40)}"`, () => {
      const plan = planOf(shellPipeline({ command }));
      expect(plan.pipelines[0]?.activities[0]?.work[0]?.label).to.equal(label);
    });
  }

  it("shows no value of an encrypted field", () => {
    const plan = planOf(shellPipeline({ command: "login #{*myKey} now", "*myKey": "hunter2" }));
    expect(JSON.stringify(plan)).to.not.include("hunter2");
  });
});
