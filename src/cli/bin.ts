#!/usr/bin/env node
import process from "node:process";
import { main } from "./main.ts";
import { nodeIo } from "./node-io.ts";
import { watchStandardOutput } from "./standard-output.ts";

const standardOutput = watchStandardOutput();
const status = await main(process.argv.slice(2), nodeIo());
process.exitCode = standardOutput.worst(status);
