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

/** For the envelope in the JSON format. */
const aroundBytes = 65_536;

/** The limits where so much data an event is accepted, and else the default. */
export const limitsFor = (dataBytes: number): CloudEventLimits => ({
  ...defaultLimits,
  dataBytes,
  bodyBytes: dataBytes + aroundBytes,
});

/** 8 MiB of data an event, as much a request with 64 KiB for what is around it, 100 events a batch. */
export const defaultLimits: CloudEventLimits = {
  bodyBytes: 8_454_144,
  dataBytes: 8_388_608,
  batchEvents: 100,
  attributeBytes: 1_024,
  attributesBytes: 16_384,
  depth: 64,
};
