type Handler = (value: { to: string; notes: string[] }) => void;

// The page loads the emitter as a script of its own, before this one.
declare const mitt: () => { on(event: string, handler: Handler): void; emit(event: string, value: unknown): void };

const bus = mitt();

class GiftWrap {
  readonly #paper = ["plain", "stars"];

  constructor() {
    bus.on("wrap", (gift) => this.wrap(gift.to, gift.notes));
  }

  wrap(to: string, notes: string[]): string {
    return this.#paper.map((paper) => label(paper, to, notes.at(-1)!)).join();
  }
}

function label(paper: string, to: string, note: string): string {
  return `${paper}: ${to.toUpperCase()}, ${note.trim()}`;
}

new GiftWrap();

export const open = (gift: unknown) => bus.emit("wrap", gift);
