import type { Rates } from "./cart/price";

export class RatesError extends Error {
  override name = "RatesError";
}

type Get = (url: string) => Promise<{ status: number; json(): Promise<unknown> }>;

/** Today's exchange rates, from the shop's own service. */
export async function loadRates(get: Get, day: string): Promise<Rates> {
  const answer = await get(`/rates/${day}`);
  const body = await answer.json();
  return check(body, answer.status);
}

const check = (body: unknown, status: number): Rates => {
  if (status !== 200) {
    throw new RatesError(`the rates service answered ${status}`);
  }
  return body as Rates;
};
