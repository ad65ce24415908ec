import { InvalidArgumentError } from "commander";

/** The value of a `--format` that knows two. @throws InvalidArgumentError for anything else */
export function textOrJson(text: string): "text" | "json" {
  if (text !== "text" && text !== "json") throw new InvalidArgumentError("expected text or json");
  return text;
}
