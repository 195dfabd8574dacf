const WINDOW_MS = 10_000;

/** How fast a count grows, by what it was in the last ten seconds. */
export class RecentRate {
  #samples: readonly (readonly [at: number, count: number])[] = [];

  /** Notes a count; gives by how much it grows in a second. */
  note(at: number, count: number): number {
    const recent = this.#samples.filter(([then]) => at - then <= WINDOW_MS);
    this.#samples = [...recent, [at, count]];
    const [[since, before] = [at, count]] = this.#samples;
    return at === since ? 0 : ((count - before) * 1000) / (at - since);
  }
}
