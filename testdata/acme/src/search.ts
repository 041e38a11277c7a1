interface Entry {
  title: string;
  tags?: string[];
}

class SearchIndex {
  private readonly words = new Map<string, Set<Entry>>();

  constructor(entries: Entry[]) {
    for (const entry of entries) this.learn(entry);
  }

  private learn(entry: Entry): void {
    for (const word of [...tokens(entry.title), ...entry.tags!]) {
      const known = this.words.get(word) ?? new Set();
      this.words.set(word, known.add(entry));
    }
  }

  query(text: string): Entry[] {
    const hits = tokens(text).map((word) => this.words.get(word) ?? new Set<Entry>());
    return rank(hits);
  }
}

const tokens = (text: string): string[] => text.normalize("NFKD").toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);

function rank(hits: Set<Entry>[]): Entry[] {
  const score = new Map<Entry, number>();
  for (const hit of hits) for (const entry of hit) score.set(entry, (score.get(entry) ?? 0) + 1);
  return [...score].sort(([, a], [, b]) => b - a).map(([entry]) => entry);
}

export const open = (entries: Entry[], text: string) => new SearchIndex(entries).query(text);
