/**
 * The candidate that a misspelt word most likely means, if any is near enough: at most a third of its letters differ.
 * A word in another case is always near.
 */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    const far = candidate.toLowerCase() === word.toLowerCase() ? 0 : distance(word, candidate, least);
    if (far < least) [best, least] = [candidate, far];
  }
  return best;
}

/** Edits (insert, delete, replace, swap of neighbours) from one word to the other, or `limit` when there are more. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let [before, previous]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (previous?.[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replace, (previous?.[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before?.[j - 2] ?? limit) + 1);
      current.push(cost);
    }
    [before, previous] = [previous, current];
  }
  return previous?.[b.length] ?? limit;
}
