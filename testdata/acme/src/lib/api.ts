export class ApiError extends Error {
  override name = "ApiError";
  constructor(readonly status: number, path: string, options?: ErrorOptions) {
    super(`${path} answered ${status}`, options);
  }
}

export type Fetch = (path: string) => Promise<{ status: number; text: string }>;

/** Asks the shop's own service, and once more when it is busy. */
export async function get<T>(fetch: Fetch, path: string, again = 1): Promise<T> {
  const answer = await fetch(path);
  if (answer.status === 429 && again > 0) {
    return get(fetch, path, again - 1);
  }
  if (answer.status !== 200) {
    throw new ApiError(answer.status, path);
  }
  return decode(answer.text, path);
}

function decode<T>(text: string, path: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new ApiError(200, path, { cause });
  }
}
