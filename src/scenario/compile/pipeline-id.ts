import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

/** `df-` and 20 characters: what AWS's ids look like, made from the digest of the definition's text. */
export function pipelineId(definitionText: string): string {
  const digest = sha256(utf8ToBytes(definitionText));
  const characters = [...digest.subarray(0, 20)].map((byte) => ALPHABET[byte % 32]);
  return `df-${characters.join("")}`;
}
