"""Publishes what stdin says to an AMQP exchange with pika: a producer that is not ours, in another language.

Each line of stdin is a JSON object: exchange, content_type, headers, body. A header {"timestamp": 1.7e9} becomes an AMQP
timestamp, {"bytes": "..."} a byte array, {"table": {...}} a nested table; what JSON has is sent as pika sends it.
"""

import datetime
import json
import sys

import pika


def value_of(value):
    if isinstance(value, dict) and "timestamp" in value:
        return datetime.datetime.fromtimestamp(value["timestamp"], datetime.timezone.utc).replace(tzinfo=None)
    if isinstance(value, dict) and "bytes" in value:
        return value["bytes"].encode()
    if isinstance(value, dict) and "table" in value:
        return {name: value_of(each) for name, each in value["table"].items()}
    return value


def main():
    connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
    channel = connection.channel()
    channel.confirm_delivery()
    for line in sys.stdin:
        message = json.loads(line)
        properties = pika.BasicProperties(
            content_type=message.get("content_type"),
            headers={name: value_of(value) for name, value in message.get("headers", {}).items()} or None,
            delivery_mode=2,
        )
        # Raises where the broker refuses it or has no queue for it.
        channel.basic_publish(
            message["exchange"], "", message["body"].encode("utf-8"), properties, mandatory=True
        )
        print("stored", flush=True)
    connection.close()


main()
