/** What may go wrong with one kind of call; the sandbox knows the kinds and refuses any other. */
interface Fault {
  kind: string;
  /** How many calls it strikes; all until it is cleared without. */
  count?: number;
  /** As in "3s". */
  delay?: string;
}

/** One payment, as the sandbox's book has it. */
export interface Transaction {
  reference: string;
  status: string;
  amountKobo: number;
  requestedKobo: number;
  metadata: { order_id: string; order_number: string };
}

/** The controls of the pretended Paystack, which only this machine can reach. */
export class Paystack {
  readonly #url: string;

  constructor(url: string) {
    this.#url = `${url}/sandbox`;
  }

  /** Puts these faults in place of those in force. */
  async breaks(faults: {
    initialize?: Fault;
    verify?: Fault;
    webhook?: Fault;
  }) {
    await this.#call("POST", "/faults", faults);
  }

  async works() {
    await this.#call("DELETE", "/faults");
  }

  /** The payments that were begun for an order, oldest first. */
  async payments(orderId: string): Promise<Transaction[]> {
    const all: Transaction[] = await this.#call("GET", "/transactions");
    return all.filter((one) => one.metadata.order_id === orderId);
  }

  /** Lets the money of a payment arrive by itself, whatever the payer's browser does. */
  async moneyArrives(reference: string) {
    await this.#call("POST", `/transactions/${reference}/pay`);
  }

  async #call(method: string, path: string, body?: unknown) {
    const response = await fetch(this.#url + path, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`sandbox, ${path}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}
