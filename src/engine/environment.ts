/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The key that a variable holds; empty where it holds none. */
export function keyIn(environment: Environment, variable: string): string {
  return environment[variable]?.trim() ?? '';
}
