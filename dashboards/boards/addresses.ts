/** Where the product's own pages are, as an installation's settings say. */
export interface Addresses {
  readonly collectorUrl: string;
  readonly runbooksUrl: string;
}
