const most = 20;

/** The cookies of one session with one codec. Paths and dates are not looked at: they live as long as the session. */
export class Cookies {
  readonly #values = new Map<string, string>();

  get isEmpty(): boolean {
    return this.#values.size === 0;
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** @param setCookies values of Set-Cookie headers */
  take(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [, name = "", value = ""] = /^\s*([^=;\s]+)=([^;]*)/.exec(line) ?? [];
      if (name === "") continue;
      if (value.trim() === "" || /;\s*max-age=(?:0|-\d+)\s*(?:;|$)/i.test(line)) this.#values.delete(name);
      else if (this.#values.has(name) || this.#values.size < most) this.#values.set(name, value.trim());
    }
  }

  header(): string {
    return [...this.#values].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}
