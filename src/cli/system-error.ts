/** An error of the operating system as Node gives it. */
export interface SystemError extends Error {
  readonly code: string;
}

/** Whether an error came from the operating system: a file that is not there, a disk that is full. */
export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error;
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder, not a file",
  ENOTDIR: "a part of its path is not a folder",
  EACCES: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left",
};

/** What is wrong in words: `there is no such file`. */
export function describeSystemError(error: SystemError): string {
  return SENTENCES[error.code] ?? error.message;
}
