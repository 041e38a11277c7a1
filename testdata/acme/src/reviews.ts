interface Review {
  author: { name: string } | null;
  stars: number;
  text: string;
}

/** The stars of a product, of those who may be counted. */
export class Rating {
  constructor(private readonly reviews: Review[]) {}

  get average(): number {
    const stars = this.reviews.map((review) => review.stars);
    return stars.reduce((a, b) => a + b, 0) / stars.length;
  }

  quote(length: number): string {
    const longest = this.reviews.reduce((a, b) => (a.text.length > b.text.length ? a : b));
    return `“${longest.text.slice(0, length)}” — ${signature(longest)}`;
  }
}

function signature(review: Review): string {
  const [first] = review.author!.name.split(" ");
  return `${first}, ${"★".repeat(review.stars)}`;
}

export function open(reviews: Review[]): string {
  const rating = new Rating(reviews);
  return `${rating.average.toFixed(1)} ${rating.quote(80)}`;
}
