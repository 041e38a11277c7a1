import { ApiError, get, type Fetch } from "./lib/api";

interface Profile {
  name: string;
  orders: string[];
}

export class ProfilePage {
  constructor(private readonly fetch: Fetch) {}

  async load(user: string): Promise<string> {
    const profile = await get<Profile>(this.fetch, `/api/users/${user}`);
    const orders = await Promise.all(profile.orders.map((id) => this.order(id)));
    return [profile.name, ...orders].join("\n");
  }

  private async order(id: string): Promise<string> {
    try {
      return await get<string>(this.fetch, `/api/orders/${id}`);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return "(gone)";
      throw error;
    }
  }
}

export const open = (fetch: Fetch, user: string) => new ProfilePage(fetch).load(user);
