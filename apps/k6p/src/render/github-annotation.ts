export interface Annotated {
  readonly level: "error" | "warning";
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly message: string;
  readonly remedy: readonly string[];
}

/** A line that makes GitHub show a finding next to the line it is about. Paths are relative to `workspace`. */
export function githubAnnotation({ level, file, line, column, message, remedy }: Annotated, workspace: string): string {
  const path = relativeTo(workspace.replaceAll("\\", "/"), file.replaceAll("\\", "/"));
  const properties = [
    `file=${property(path)}`,
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${property("k6p team check")}`,
  ];
  return `::${level} ${properties.join(",")}::${data([message, ...remedy].join("\n"))}`;
}

function relativeTo(folder: string, path: string): string {
  const start = folder.endsWith("/") ? folder : `${folder}/`;
  return path.startsWith(start) ? path.slice(start.length) : path;
}

/** Encodes characters that would end the message or start another command. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
