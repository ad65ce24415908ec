/** An error of the operating system as Node gives it. */
export interface SystemError extends Error {
  readonly code: string;
  readonly path?: string;
}

/** Whether the operating system refused something, as against a bug. */
export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error;
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder, not a file",
  ENOTDIR: "a part of its path is not a folder",
  EEXIST: "it is a file, not a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
  EFBIG: "it is too large to be read",
  EILSEQ: "it is not UTF-8 text from here on; save it as UTF-8",
};

/** What is wrong in words: `there is no such file`. */
export function describeSystemError(error: SystemError): string {
  return SENTENCES[error.code] ?? error.message;
}

/** The same with what it is about: `pipeline.json: there is no such file`. */
export function namedSystemError(error: SystemError): string {
  return `${error.path ?? error.code}: ${describeSystemError(error)}`;
}
