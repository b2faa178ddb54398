/** Turns the problems of a mutation's union into words beside fields. */

export interface ProblemLike {
  __typename?: string;
  message?: string;
  path?: readonly string[];
  fields?: readonly { path: readonly string[]; message: string }[];
}

/** Message by field name, an own field as `custom.<key>`; what belongs to no field stands under the empty name. */
export function byField(problem: ProblemLike): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of problem.fields ?? []) found[last(field.path)] ??= field.message;
  if (!problem.fields?.length && problem.message) found[last(problem.path ?? [])] = problem.message;
  return found;
}

function last(path: readonly string[]): string {
  const name = path[path.length - 1] ?? '';
  return path[path.length - 2] === 'customFields' ? `custom.${name}` : name;
}
