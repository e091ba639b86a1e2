/** The same for each of so many host processes. */
export function replicate<Config>(replicas: number, config: Config): readonly Config[] {
  return Array.from({ length: replicas }, () => config);
}
