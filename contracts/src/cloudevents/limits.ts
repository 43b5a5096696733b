/** How much one publisher may send at once. */
export interface CloudEventLimits {
  /** The whole body, also of a batch. */
  readonly bodyBytes: number;
  /** The data of one event. */
  readonly dataBytes: number;
  readonly batchEvents: number;
  /** The value of one attribute. */
  readonly attributeBytes: number;
  /** All attributes of one event together; AMQP headers have to fit into one frame. */
  readonly attributesBytes: number;
  /** How many arrays and objects of the data may be open at once. */
  readonly depth: number;
}

/** 1 MiB a request, 256 KiB an event, 100 events a batch. */
export const defaultLimits: CloudEventLimits = {
  bodyBytes: 1_048_576,
  dataBytes: 262_144,
  batchEvents: 100,
  attributeBytes: 1_024,
  attributesBytes: 16_384,
  depth: 64,
};
