/** Who writes: a user of the collector's machine ("unix:martin") or the holder of a token ("token:astreinte"), and from where. */
export interface Writer {
  readonly who: string;
  readonly origin: string;
}
