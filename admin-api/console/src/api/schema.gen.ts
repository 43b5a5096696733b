/* Written by admin-api/src/console-schema.test.ts (vitest -u): the admin API as its OpenAPI document describes it. */
export interface paths {
    "/api/v1/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of Spindle and of what it runs on, and what each role may */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The installation */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["About"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is told of alerts; what was sent to them, and what did not arrive, is among the notices */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All endpoints */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["AlertEndpoint"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-endpoints/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a test to an endpoint; how it went is shown by GET /notices?endpoint=… */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description It is in line */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            noticeId: string;
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a person should look at, or should have until it ended, the newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before. */
                    cursor?: string;
                    kind?: "newGroup" | "regressedGroup" | "oldFailure" | "oldLane" | "circuitOpen" | "backlog" | "recorderLag" | "quietFeed";
                    limit?: number;
                    state?: "open" | "ended";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Alert"][];
                            /** @description The cursor of the next page; null after the last. */
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for a second person; what runs out first comes first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description At most a thousand of each */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Approvals"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, when and why; newest first */
        get: {
            parameters: {
                query?: {
                    action?: string;
                    actor?: string;
                    /** @description `next` of the page before. */
                    cursor?: string;
                    from?: string;
                    limit?: number;
                    target?: string;
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["AuditEntry"][];
                            /** @description The cursor of the next page; null after the last. */
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backfills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Feeds a route with what was accepted in a period and it never had, from the journal */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        ratePerSecond?: number;
                        /** @description Why; kept in the audit. */
                        reason: string;
                        route: string;
                        /** Format: date-time */
                        to: string;
                        /** @description Without it: all that the route takes. */
                        types?: string[];
                    };
                };
            };
            responses: {
                /** @description It runs; see Location */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backfills/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a backfill of a route would be fed with; sends and changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        ratePerSecond?: number;
                        route: string;
                        /** Format: date-time */
                        to: string;
                        /** @description Without it: all that the route takes. */
                        types?: string[];
                    };
                };
            };
            responses: {
                /** @description Numbers, and what the adapter makes of some */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BackfillPreview"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is configured, with every default, and of every secret the variable that holds it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The configuration */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Configuration"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Connections with limits, closures and circuit */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All connections */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Connection"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One connection */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The connection */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectionDetail"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends nothing to a vendor for now: all routes of the connection are paused */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The connection as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Connection"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a paused connection go on, but for routes that are paused themselves */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The connection as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Connection"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether the vendor can be reached and takes the credentials; changes nothing there
         * @description Within the limits of the connection, also while it is paused. An adapter without a check opens a connection and sends nothing.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description What was found out */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectionTest"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The contracts of this installation */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All contracts */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Contract"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contract with its JSON Schema and examples */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    type: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The contract */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ContractDetail"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/{type}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed from another version to this one, and whether it breaks */
        get: {
            parameters: {
                query: {
                    /** @description The type of the version before. */
                    against: string;
                };
                header?: never;
                path: {
                    type: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The changes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ContractDiff"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/{type}/test-message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends one message of the type to all that take it, as if it had been published; in production only where that is allowed
         * @description Its source is /spindle/console, and it is marked as a test; vendors are sent it all the same. A repeat under the same Idempotency-Key sends nothing twice.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    type: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What the contract asks for; sent as it is spelled here. */
                        data?: unknown;
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description It is stored, and the broker has it */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SentTestMessage"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/diagnostics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How database, broker and the other parts are; answers while any of them is away */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How it is */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Diagnostics"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens, as it happens: replays, failure groups, circuits, pauses, failures by route
         * @description Begins with `snapshot`, or after `Last-Event-ID` where that is still known; then `replay`, `group`, `circuit`, `pause` and `failures`. Ends when the token or session does, and when other connections or brands are theirs: who connects again gets what is theirs by then.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Server-sent events; a comment every few seconds while nothing happens */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failure-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Groups that have failures, and how many there are in each state */
        get: {
            parameters: {
                query?: {
                    /** @description With * at its end: how it begins. */
                    code?: string;
                    connection?: string;
                    /** @description `next` of the page before. */
                    cursor?: string;
                    /** @description Last seen at or after. */
                    from?: string;
                    /** @description Also groups whose failures are all settled. */
                    includeSettled?: "true" | "false";
                    limit?: number;
                    owner?: string;
                    /** @description Text in title or code. */
                    q?: string;
                    route?: string;
                    /** @description Newest or most first. */
                    sort?: "lastSeen" | "firstSeen" | "count" | "trend";
                    /** @description Of one of its 50 newest failures, as producers name themselves; with * at its end: how it begins. */
                    source?: string;
                    /** @description open, acknowledged, snoozed, resolved, regressed */
                    state?: string;
                    /** @description First seen before. */
                    to?: string;
                    /** @description Of one of its 50 newest failures. */
                    type?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FailureGroupPage"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failure-groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One group, with what is known of its failures */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The group */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FailureGroupDetail"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Writes state, owner, ticket, note, or when to replay it */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        note?: string | null;
                        owner?: string | null;
                        /** @description Why; kept in the audit. */
                        reason: string;
                        /** @description Replays its failures once this holds; null takes the rule back. */
                        replayWhen?: {
                            /**
                             * @description The circuit has been closed for so long.
                             * @example 10m
                             */
                            healthyFor: string;
                        } | {
                            /**
                             * @description The adapter is at least this version.
                             * @example 1.4.0
                             */
                            adapterVersion: string;
                        } | {
                            /**
                             * @description The next time that a clock there shows this.
                             * @example 06:00
                             */
                            after: string;
                            /** @example Europe/Berlin */
                            timeZone: string;
                        } | null;
                        /** @description With the state `snoozed`: what ends it. */
                        snooze?: {
                            /** @description So many messages have failed into it since. */
                            count?: number;
                            /** @description So many have, within so many seconds. */
                            rate?: {
                                count: number;
                                seconds: number;
                            };
                            /** Format: date-time */
                            until?: string;
                        };
                        /** @enum {string} */
                        state?: "open" | "acknowledged" | "snoozed" | "resolved";
                        ticket?: string | null;
                    };
                };
            };
            responses: {
                /** @description The group as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FailureGroup"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/failure-groups/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One answer for all of a group that are in doubt, or for those named; absent sends them again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Whether the effects exist at the vendor.
                         * @enum {string}
                         */
                        answer: "applied" | "absent";
                        /** @description How many there were when you looked; with another number nothing is answered. */
                        expectedCount: number;
                        /** @description Of the group only these. */
                        ids?: string[];
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description So many were answered */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnsweredMany"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failure-groups/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes state, owner or ticket of the groups of a selection
         * @description In one commit, at most 2,000. What is said of a group already is not written again, but a snooze, which begins anew. `selected` is the sum of `changed`, `unchanged` and `skipped`, and `reasons` say why something was skipped.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        owner?: string | null;
                        /** @description Why; kept in the audit. */
                        reason: string;
                        selection: {
                            ids: string[];
                        } | {
                            /** @description `checksum` of the list or preview that the operator was shown: as many, but others, are a 409, too. */
                            expectedChecksum?: string;
                            /** @description What the operator was shown; another number now is a 409. */
                            expectedCount: number;
                            filter: {
                                /** @description With * at its end: how it begins. */
                                code?: string;
                                connection?: string;
                                /**
                                 * Format: date-time
                                 * @description Last seen at or after.
                                 */
                                from?: string;
                                /**
                                 * @description Also groups whose failures are all settled.
                                 * @enum {string}
                                 */
                                includeSettled?: "true" | "false";
                                owner?: string;
                                /** @description Text in title or code. */
                                q?: string;
                                route?: string;
                                /** @description Of one of its 50 newest failures, as producers name themselves; with * at its end: how it begins. */
                                source?: string;
                                /**
                                 * @description open, acknowledged, snoozed, resolved, regressed
                                 * @example open,regressed
                                 */
                                state?: string;
                                /**
                                 * Format: date-time
                                 * @description First seen before.
                                 */
                                to?: string;
                                /** @description Of one of its 50 newest failures. */
                                type?: string;
                            };
                        };
                        /** @description With the state `snoozed`: what ends it. */
                        snooze?: {
                            /** @description So many messages have failed into it since. */
                            count?: number;
                            /** @description So many have, within so many seconds. */
                            rate?: {
                                count: number;
                                seconds: number;
                            };
                            /** Format: date-time */
                            until?: string;
                        };
                        /** @enum {string} */
                        state?: "open" | "acknowledged" | "snoozed" | "resolved";
                        ticket?: string | null;
                    };
                };
            };
            responses: {
                /** @description What became of the selection */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ManyGroupsChanged"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failure-tallies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the groups add up to by route, connection, type or code */
        get: {
            parameters: {
                query: {
                    /** @description With * at its end: how it begins. */
                    code?: string;
                    connection?: string;
                    /** @description Last seen at or after. */
                    from?: string;
                    groupBy: "route" | "connection" | "type" | "code";
                    /** @description Also groups whose failures are all settled. */
                    includeSettled?: "true" | "false";
                    owner?: string;
                    /** @description Text in title or code. */
                    q?: string;
                    route?: string;
                    /** @description Of one of its 50 newest failures, as producers name themselves; with * at its end: how it begins. */
                    source?: string;
                    /** @description open, acknowledged, snoozed, resolved, regressed */
                    state?: string;
                    /** @description First seen before. */
                    to?: string;
                    /** @description Of one of its 50 newest failures. */
                    type?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The largest */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GroupTallies"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What has failed and is not settled, last failed first */
        get: {
            parameters: {
                query?: {
                    /** @description 3, >3, >=3, <3, <=3 or 2..5 */
                    attempts?: string;
                    /** @description The error code; with * at its end, how it begins. */
                    code?: string;
                    connection?: string;
                    /** @description `next` of the page before. */
                    cursor?: string;
                    /** @description The UTC day on which its message was accepted. */
                    day?: string;
                    entityKey?: string;
                    from?: string;
                    /** @description The id of a group; `none` for failures that are in none. */
                    group?: string | "none";
                    limit?: number;
                    /** @description Of the groups that these terms find: id, and what the list of groups is filtered by. */
                    ofGroups?: string;
                    /** @description Value at a path that a contract indexes. */
                    payload?: string;
                    /** @description Terms such as `state:dead code:card* attempts:>3 payload.orderId:123 "free text"`. */
                    q?: string;
                    /** @description An id of the business or of a vendor: of the message, or remembered for it by an adapter. */
                    reference?: string;
                    route?: string;
                    /** @description running, waiting, queued, parked, inDoubt, dead, blocked, discarded */
                    state?: string;
                    to?: string;
                    type?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description On all pages; `about` where it is not counted, but estimated or cut. */
                            count: {
                                about: boolean;
                                /** @description Text was looked for in a part only: there are so many at least. */
                                atLeast: boolean;
                                /** @description Of the ids of those counted: where one has left and another came, it is another. */
                                checksum: string | null;
                                value: number;
                            };
                            data: components["schemas"]["Failure"][];
                            /** @description The cursor of the next page; null after the last. */
                            next: string | null;
                            /** @description What was searched; not complete where only a part of it was: see next. */
                            window: {
                                complete: boolean;
                                /** Format: date-time */
                                from: string | null;
                                /** Format: date-time */
                                to: string;
                            };
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One failure; under its id also once it is settled */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The failure, and what was edited of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FailureWithRevisions"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says whether an effect in doubt exists; absent sends it again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Whether the effect exists at the vendor.
                         * @enum {string}
                         */
                        answer: "applied" | "absent";
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The failure as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Failure"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a worker ask the vendor what became of it; what it finds is settled, and nothing is sent again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description It waits for a worker */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Failure"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The attempts of every life, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Attempt"][];
                            /** @description The cursor of the next page; null after the last. */
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The message's data; what is personal or sensitive is masked, and so is what no contract knows */
        get: {
            parameters: {
                query?: {
                    /** @description `next`: what its next replay sends, where it was edited. */
                    of?: "original" | "next";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The data, and what of them is masked, and why */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShownData"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives it up: nothing will be sent any more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The failure as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Failure"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What its adapter of today would send, and where that differs from what failed; sends nothing, and is audited */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description What would become of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DryRun"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people did with it, and why, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The history */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["HistoryEntry"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/payload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The message's data, byte for byte as it was accepted; needs a reason, and is audited
         * @description A large one begins with `Range: bytes=0-65535`; the answer says how long it is.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next`: what its next replay sends, where it was edited. */
                    of?: "original" | "next";
                    /** @description Why you have to see it; kept in the audit. */
                    reason?: string;
                };
                header?: {
                    /** @description Why you have to see it; kept in the audit. Of ASCII alone; else in the query. */
                    "x-reason"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The bytes, in their own media type */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The part that was asked for */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/question": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An effect in doubt, asked as a question: what left, what the vendor said, and what each answer does */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The question */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Question"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/recording": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole message as its adapter gets it, to make a test of; needs a reason, and is audited */
        get: {
            parameters: {
                query?: {
                    /** @description Why you have to see it; kept in the audit. */
                    reason?: string;
                };
                header?: {
                    /** @description Why you have to see it; kept in the audit. Of ASCII alone; else in the query. */
                    "x-reason"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The message, and what is remembered for it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recording"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a discard back */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The failure as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Failure"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/retry-now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes what waits due, as soon as a doubtful call can no longer land */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The failure as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Failure"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was edited of it, newest first, with what each changes; personal values are masked */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The revisions */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Revision"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Edits a failed message for this route; the original stays, and the next replay sends this once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Of what failed at the way in: all attributes of a message in binary mode, in place of those that it came with. */
                        attributes?: {
                            [key: string]: string | number | boolean;
                        };
                        /** @description The revision that it was made from; refused where another would be sent by now. */
                        base?: number;
                        /** @description The mended data, as text. */
                        body?: string;
                        /** @description The mended bytes, where they are no text. */
                        bodyBase64?: string;
                        contentType?: string;
                        /** @description JSON Merge Patch (RFC 7396) over the data. */
                        mergePatch?: {
                            [key: string]: unknown;
                        };
                        /** @description JSON Patch (RFC 6902) over the data; not of what failed at the way in. */
                        patch?: unknown[];
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The failure as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FailureWithRevisions"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/revisions/{n}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets the next replay send it; never by its author */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    n: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The failure as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FailureWithRevisions"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/revisions/{n}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It will not be sent */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    n: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The failure as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FailureWithRevisions"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/revisions/{n}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back what waits for approval, or for the next replay */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    n: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The failure as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FailureWithRevisions"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/revisions/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an edit would change, and whether a second person has to approve it; keeps nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Of what failed at the way in: all attributes of a message in binary mode, in place of those that it came with. */
                        attributes?: {
                            [key: string]: string | number | boolean;
                        };
                        /** @description The revision that it was made from; refused where another would be sent by now. */
                        base?: number;
                        /** @description The mended data, as text. */
                        body?: string;
                        /** @description The mended bytes, where they are no text. */
                        bodyBase64?: string;
                        contentType?: string;
                        /**
                         * @description Whether its adapter is to be run with it, which sends nothing and is audited.
                         * @default false
                         */
                        dryRun?: boolean;
                        /** @description JSON Merge Patch (RFC 7396) over the data. */
                        mergePatch?: {
                            [key: string]: unknown;
                        };
                        /** @description JSON Patch (RFC 6902) over the data; not of what failed at the way in. */
                        patch?: unknown[];
                    };
                };
            };
            responses: {
                /** @description What would change */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RevisionPreview"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/{id}/revisions/unmasked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same with personal values, what is sensitive stays masked; needs a reason, and is audited */
        get: {
            parameters: {
                query?: {
                    /** @description Why you have to see it; kept in the audit. */
                    reason?: string;
                };
                header?: {
                    /** @description Why you have to see it; kept in the audit. Of ASCII alone; else in the query. */
                    "x-reason"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The revisions */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Revision"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives up the failures of a selection: nothing will be sent any more
         * @description In one commit, at most 2,000; what cannot be is skipped, and `reasons` say why.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                        selection: {
                            ids: string[];
                        } | {
                            /** @description `checksum` of the list or preview that the operator was shown: as many, but others, are a 409, too. */
                            expectedChecksum?: string;
                            /** @description What the operator was shown; another number now is a 409. */
                            expectedCount: number;
                            filter: {
                                /**
                                 * @description 3, >3, >=3, <3, <=3 or 2..5
                                 * @example >3
                                 */
                                attempts?: string;
                                /** @description The error code; with * at its end, how it begins. */
                                code?: string;
                                connection?: string;
                                /**
                                 * @description The UTC day on which its message was accepted.
                                 * @example 2026-11-23
                                 */
                                day?: string;
                                entityKey?: string;
                                /** Format: date-time */
                                from?: string;
                                /** @description The id of a group; `none` for failures that are in none. */
                                group?: string | "none";
                                /**
                                 * @description Of the groups that these terms find: id, and what the list of groups is filtered by.
                                 * @example state:open,regressed route:stripe.refund
                                 */
                                ofGroups?: string;
                                /**
                                 * @description Value at a path that a contract indexes.
                                 * @example orderId:123
                                 */
                                payload?: string;
                                /** @description Terms such as `state:dead code:card* attempts:>3 payload.orderId:123 "free text"`. */
                                q?: string;
                                /** @description An id of the business or of a vendor: of the message, or remembered for it by an adapter. */
                                reference?: string;
                                route?: string;
                                /**
                                 * @description running, waiting, queued, parked, inDoubt, dead, blocked, discarded
                                 * @example dead,blocked
                                 */
                                state?: string;
                                /** Format: date-time */
                                to?: string;
                                type?: string;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description What became of the selection */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ManyChanged"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All failures that fit a filter, as a stream, without their data; the export is audited
         * @description NDJSON ends with `{ "end": true, "count": n }`; of CSV a broken answer is cut off. What fails again meanwhile is newer than what has been written, and may be missing.
         */
        get: {
            parameters: {
                query?: {
                    /** @description 3, >3, >=3, <3, <=3 or 2..5 */
                    attempts?: string;
                    /** @description The error code; with * at its end, how it begins. */
                    code?: string;
                    connection?: string;
                    /** @description The UTC day on which its message was accepted. */
                    day?: string;
                    entityKey?: string;
                    format?: "ndjson" | "csv";
                    from?: string;
                    /** @description The id of a group; `none` for failures that are in none. */
                    group?: string | "none";
                    /** @description Of the groups that these terms find: id, and what the list of groups is filtered by. */
                    ofGroups?: string;
                    /** @description Value at a path that a contract indexes. */
                    payload?: string;
                    /** @description Terms such as `state:dead code:card* attempts:>3 payload.orderId:123 "free text"`. */
                    q?: string;
                    /** @description An id of the business or of a vendor: of the message, or remembered for it by an adapter. */
                    reference?: string;
                    route?: string;
                    /** @description running, waiting, queued, parked, inDoubt, dead, blocked, discarded */
                    state?: string;
                    to?: string;
                    type?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The failures, last failed first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * All failures that fit a filter with their messages' data, as a stream; audited, with the reason
         * @description NDJSON. Each line has `payload`: `text` where the data is UTF-8, else `base64`, byte for byte as it was accepted, or `gone` and why. It ends with `{ "end": true, "count": n }`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        filter: {
                            /**
                             * @description 3, >3, >=3, <3, <=3 or 2..5
                             * @example >3
                             */
                            attempts?: string;
                            /** @description The error code; with * at its end, how it begins. */
                            code?: string;
                            connection?: string;
                            /**
                             * @description The UTC day on which its message was accepted.
                             * @example 2026-11-23
                             */
                            day?: string;
                            entityKey?: string;
                            /** Format: date-time */
                            from?: string;
                            /** @description The id of a group; `none` for failures that are in none. */
                            group?: string | "none";
                            /**
                             * @description Of the groups that these terms find: id, and what the list of groups is filtered by.
                             * @example state:open,regressed route:stripe.refund
                             */
                            ofGroups?: string;
                            /**
                             * @description Value at a path that a contract indexes.
                             * @example orderId:123
                             */
                            payload?: string;
                            /** @description Terms such as `state:dead code:card* attempts:>3 payload.orderId:123 "free text"`. */
                            q?: string;
                            /** @description An id of the business or of a vendor: of the message, or remembered for it by an adapter. */
                            reference?: string;
                            route?: string;
                            /**
                             * @description running, waiting, queued, parked, inDoubt, dead, blocked, discarded
                             * @example dead,blocked
                             */
                            state?: string;
                            /** Format: date-time */
                            to?: string;
                            type?: string;
                        };
                        /**
                         * @default ndjson
                         * @enum {string}
                         */
                        format?: "ndjson";
                        /**
                         * @description Without the data: GET /failures/export.
                         * @enum {boolean}
                         */
                        payload: true;
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The failures, last failed first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failures/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes back the discards of a selection; a filter that names no state means what was discarded
         * @description In one commit, at most 2,000; what cannot be is skipped, and `reasons` say why.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                        selection: {
                            ids: string[];
                        } | {
                            /** @description `checksum` of the list or preview that the operator was shown: as many, but others, are a 409, too. */
                            expectedChecksum?: string;
                            /** @description What the operator was shown; another number now is a 409. */
                            expectedCount: number;
                            filter: {
                                /**
                                 * @description 3, >3, >=3, <3, <=3 or 2..5
                                 * @example >3
                                 */
                                attempts?: string;
                                /** @description The error code; with * at its end, how it begins. */
                                code?: string;
                                connection?: string;
                                /**
                                 * @description The UTC day on which its message was accepted.
                                 * @example 2026-11-23
                                 */
                                day?: string;
                                entityKey?: string;
                                /** Format: date-time */
                                from?: string;
                                /** @description The id of a group; `none` for failures that are in none. */
                                group?: string | "none";
                                /**
                                 * @description Of the groups that these terms find: id, and what the list of groups is filtered by.
                                 * @example state:open,regressed route:stripe.refund
                                 */
                                ofGroups?: string;
                                /**
                                 * @description Value at a path that a contract indexes.
                                 * @example orderId:123
                                 */
                                payload?: string;
                                /** @description Terms such as `state:dead code:card* attempts:>3 payload.orderId:123 "free text"`. */
                                q?: string;
                                /** @description An id of the business or of a vendor: of the message, or remembered for it by an adapter. */
                                reference?: string;
                                route?: string;
                                /**
                                 * @description running, waiting, queued, parked, inDoubt, dead, blocked, discarded
                                 * @example dead,blocked
                                 */
                                state?: string;
                                /** Format: date-time */
                                to?: string;
                                type?: string;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description What became of the selection */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ManyChanged"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this installation is called, and where pages about its traces and messages are */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The installation */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Installation"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Strict lanes that stand still, the oldest head first */
        get: {
            parameters: {
                query?: {
                    connection?: string;
                    /** @description `next` of the page before. */
                    cursor?: string;
                    group?: string;
                    limit?: number;
                    /** @description The head's. Without it: lanes that stand still, because their head has failed. */
                    state?: "running" | "waiting" | "queued" | "parked" | "inDoubt" | "dead" | "blocked";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Lane"][];
                            /** @description The cursor of the next page; null after the last. */
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One lane with its first places */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The lane */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LaneDetail"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the head out of the lane; it stays a failure, and the lane goes on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The lane as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LaneDetail"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the head due; one that is dead or blocked begins another life */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The lane as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LaneDetail"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes/{id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Discards the head; the lane goes on without it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The lane as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LaneDetail"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/licences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The packages of others that are installed for production or built into the console, with their licences */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All packages */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Licence"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and what they may */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description You */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accepted messages on each of their routes, settled or not, newest first */
        get: {
            parameters: {
                query?: {
                    connection?: string;
                    /** @description `next` of the page before. */
                    cursor?: string;
                    entityKey?: string;
                    from?: string;
                    limit?: number;
                    /** @description Text in error code, error text or entity key. */
                    q?: string;
                    route?: string;
                    source?: string;
                    sourceId?: string;
                    state?: "pending" | "running" | "waiting" | "queued" | "parked" | "inDoubt" | "dead" | "blocked" | "applied" | "unchanged" | "superseded" | "discarded" | "forgotten";
                    to?: string;
                    type?: string;
                    /** @description failed: waits for a person; retrying: has failed and goes on by itself; delayed: waits and has not failed. */
                    view?: "failed" | "retrying" | "delayed" | "discarded" | "settled" | "all";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page, and what was looked at for it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessagePage"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One message with its deliveries, their attempts, what led to it and what it begot */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The message */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Message"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same of a message, as it was published, while one of its deliveries is open */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The data, and what of them is masked, and why */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShownData"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/reapply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Applies one settled delivery again, after a vendor lost it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description It runs; see Location */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/reapply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Applies settled deliveries of a route again, after a vendor lost them */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description How many the preview found; with another number nothing is done. */
                        expectedCount: number;
                        /** Format: date-time */
                        from: string;
                        ratePerSecond?: number;
                        /** @description Why; kept in the audit. */
                        reason: string;
                        route: string;
                        /** Format: date-time */
                        to: string;
                        type?: string;
                    };
                };
            };
            responses: {
                /** @description It runs; see Location */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/reapply/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What applying again would do twice; sends and changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        route: string;
                        /** Format: date-time */
                        to: string;
                        type?: string;
                    };
                };
            };
            responses: {
                /** @description How many, and what happens twice */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReapplyPreview"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notice-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is told what became of messages, and how it goes with them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All endpoints */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["NoticeEndpoint"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notice-endpoints/{name}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends to an endpoint again that is gone or failing, and at once what waits for it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The endpoint as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoticeEndpointStanding"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notice-endpoints/{name}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends all notices again that an endpoint did not take in ten tries */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description How many */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            resent: number;
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notices, the newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before. */
                    cursor?: string;
                    endpoint?: string;
                    limit?: number;
                    messageId?: string;
                    state?: "waiting" | "delivered" | "givenUp";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Notice"][];
                            /** @description The cursor of the next page; null after the last. */
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one notice again, also one that was delivered; its webhook-id stays */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The notice as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Notice"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How everything stands now, and what needs a person, the most urgent first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description As it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Overview"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every declared queue with what waits in it and who consumes it; 503 while the broker is away */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All queues */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Queues"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recipes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recipes with what they came to, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before. */
                    cursor?: string;
                    limit?: number;
                    state?: "proposed" | "approved" | "active" | "rejected" | "expired" | "running" | "done" | "stopped";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Recipe"][];
                            /** @description The cursor of the next page; null after the last. */
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Mends many failures by one patch and replays them, once a second person agrees where one has to
         * @description It needs the right edit beside act-in-bulk.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description Until then what fails into the group is mended as well, as it comes; the filter has to name the group.
                         */
                        activeUntil?: string;
                        /** @description JSON Merge Patch (RFC 7396) over the data of each. */
                        mergePatch?: {
                            [key: string]: unknown;
                        };
                        /** @description JSON Patch (RFC 6902) over the data of each; `test` says which it is for. */
                        patch?: unknown[];
                        /** @description Why; kept in the audit. */
                        reason: string;
                        selection: {
                            ids: string[];
                        } | {
                            /** @description `checksum` of the list or preview that the operator was shown: as many, but others, are a 409, too. */
                            expectedChecksum?: string;
                            /** @description What the operator was shown; another number now is a 409. */
                            expectedCount: number;
                            filter: {
                                /**
                                 * @description 3, >3, >=3, <3, <=3 or 2..5
                                 * @example >3
                                 */
                                attempts?: string;
                                /** @description The error code; with * at its end, how it begins. */
                                code?: string;
                                connection?: string;
                                /**
                                 * @description The UTC day on which its message was accepted.
                                 * @example 2026-11-23
                                 */
                                day?: string;
                                entityKey?: string;
                                /** Format: date-time */
                                from?: string;
                                /** @description The id of a group; `none` for failures that are in none. */
                                group?: string | "none";
                                /**
                                 * @description Of the groups that these terms find: id, and what the list of groups is filtered by.
                                 * @example state:open,regressed route:stripe.refund
                                 */
                                ofGroups?: string;
                                /**
                                 * @description Value at a path that a contract indexes.
                                 * @example orderId:123
                                 */
                                payload?: string;
                                /** @description Terms such as `state:dead code:card* attempts:>3 payload.orderId:123 "free text"`. */
                                q?: string;
                                /** @description An id of the business or of a vendor: of the message, or remembered for it by an adapter. */
                                reference?: string;
                                route?: string;
                                /**
                                 * @description running, waiting, queued, parked, inDoubt, dead, blocked, discarded
                                 * @example dead,blocked
                                 */
                                state?: string;
                                /** Format: date-time */
                                to?: string;
                                type?: string;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description It is proposed, or already approved; see Location */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recipe"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recipes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One recipe, and its bill */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The recipe */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recipe"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recipes/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets it mend and replay its members; never by its author */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The recipe as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recipe"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recipes/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a recipe would do now to the failures that it has not looked at yet; changes nothing
         * @description For 20 s; `cut` says where not all were tried.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What would change, and what would not */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecipePreview"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recipes/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It will mend nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The recipe as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recipe"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recipes/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels its replays, and withdraws what nobody has sent yet */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The recipe as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recipe"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recipes/{id}/unmasked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same with every value of its patch; needs a reason, and is audited */
        get: {
            parameters: {
                query?: {
                    /** @description Why you have to see it; kept in the audit. */
                    reason?: string;
                };
                header?: {
                    /** @description Why you have to see it; kept in the audit. Of ASCII alone; else in the query. */
                    "x-reason"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The recipe */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recipe"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recipes/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What one patch would do to each of many failures now; keeps and sends nothing
         * @description At most 10,000 members for 20 s; `cut` says where not all were tried.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description Until then what fails into the group is mended as well, as it comes; the filter has to name the group.
                         */
                        activeUntil?: string;
                        /** @description JSON Merge Patch (RFC 7396) over the data of each. */
                        mergePatch?: {
                            [key: string]: unknown;
                        };
                        /** @description JSON Patch (RFC 6902) over the data of each; `test` says which it is for. */
                        patch?: unknown[];
                        selection: {
                            ids: string[];
                        } | {
                            /** @description `checksum` of the list or preview that the operator was shown: as many, but others, are a 409, too. */
                            expectedChecksum?: string;
                            /** @description What the operator was shown; another number now is a 409. */
                            expectedCount?: number;
                            filter: {
                                /**
                                 * @description 3, >3, >=3, <3, <=3 or 2..5
                                 * @example >3
                                 */
                                attempts?: string;
                                /** @description The error code; with * at its end, how it begins. */
                                code?: string;
                                connection?: string;
                                /**
                                 * @description The UTC day on which its message was accepted.
                                 * @example 2026-11-23
                                 */
                                day?: string;
                                entityKey?: string;
                                /** Format: date-time */
                                from?: string;
                                /** @description The id of a group; `none` for failures that are in none. */
                                group?: string | "none";
                                /**
                                 * @description Of the groups that these terms find: id, and what the list of groups is filtered by.
                                 * @example state:open,regressed route:stripe.refund
                                 */
                                ofGroups?: string;
                                /**
                                 * @description Value at a path that a contract indexes.
                                 * @example orderId:123
                                 */
                                payload?: string;
                                /** @description Terms such as `state:dead code:card* attempts:>3 payload.orderId:123 "free text"`. */
                                q?: string;
                                /** @description An id of the business or of a vendor: of the message, or remembered for it by an adapter. */
                                reference?: string;
                                route?: string;
                                /**
                                 * @description running, waiting, queued, parked, inDoubt, dead, blocked, discarded
                                 * @example dead,blocked
                                 */
                                state?: string;
                                /** Format: date-time */
                                to?: string;
                                type?: string;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description What would change, and what would not */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewRecipePreview"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/redaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is hidden where messages, requests and answers are shown: of each contract, and everywhere */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The rules */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Redaction"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Replays with what became of their items, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before. */
                    cursor?: string;
                    limit?: number;
                    state?: "scheduled" | "running" | "paused" | "halted" | "completed" | "cancelled";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Replay"][];
                            /** @description The cursor of the next page; null after the last. */
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Sends a frozen selection of failures through their own routes again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Left out: byHand where a ramp is named, else whenGreen.
                         * @enum {string}
                         */
                        advances?: "byHand" | "whenGreen";
                        /** @description Items per step, e.g. [1, 25, "rest"]. Left out: none for up to 100, for more [1, 25, "rest"]. One that does not end in rest gets it. */
                        ramp?: (number | "rest")[];
                        ratePerSecond?: number;
                        /** @description Why; kept in the audit. */
                        reason: string;
                        selection: {
                            ids: string[];
                        } | {
                            /** @description `checksum` of the list or preview that the operator was shown: as many, but others, are a 409, too. */
                            expectedChecksum?: string;
                            /** @description What the operator was shown; another number now is a 409. */
                            expectedCount: number;
                            filter: {
                                /**
                                 * @description 3, >3, >=3, <3, <=3 or 2..5
                                 * @example >3
                                 */
                                attempts?: string;
                                /** @description The error code; with * at its end, how it begins. */
                                code?: string;
                                connection?: string;
                                /**
                                 * @description The UTC day on which its message was accepted.
                                 * @example 2026-11-23
                                 */
                                day?: string;
                                entityKey?: string;
                                /** Format: date-time */
                                from?: string;
                                /** @description The id of a group; `none` for failures that are in none. */
                                group?: string | "none";
                                /**
                                 * @description Of the groups that these terms find: id, and what the list of groups is filtered by.
                                 * @example state:open,regressed route:stripe.refund
                                 */
                                ofGroups?: string;
                                /**
                                 * @description Value at a path that a contract indexes.
                                 * @example orderId:123
                                 */
                                payload?: string;
                                /** @description Terms such as `state:dead code:card* attempts:>3 payload.orderId:123 "free text"`. */
                                q?: string;
                                /** @description An id of the business or of a vendor: of the message, or remembered for it by an adapter. */
                                reference?: string;
                                route?: string;
                                /**
                                 * @description running, waiting, queued, parked, inDoubt, dead, blocked, discarded
                                 * @example dead,blocked
                                 */
                                state?: string;
                                /** Format: date-time */
                                to?: string;
                                type?: string;
                            };
                        };
                        /**
                         * Format: date-time
                         * @description When it begins, at most 30 days from now: what is selected now is sent from then on. Left out: at once.
                         */
                        startAt?: string;
                        /** @description What halts it. What is left out is as usual: failureShare 0.2, and the others true; null halts never. */
                        stopWhen?: {
                            /** @description The circuit opens of a connection to which items are still to go. */
                            circuit?: boolean;
                            /** @description Of those that ended, this share failed again; looked at from ten on. 1 never halts. */
                            failureShare?: number;
                            /** @description An item fails as nothing did before. */
                            newGroup?: boolean;
                            /** @description An item fails into a group that was resolved. */
                            regressed?: boolean;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description It runs; see Location */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replays/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One replay */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The replay */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Sets the rate; null is without a limit */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ratePerSecond: number | null;
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The replay as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/replays/{id}/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts the next step of the ramp */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The replay as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replays/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives back what no worker has claimed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The replay as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replays/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a replay goes on, until it has ended */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Server-sent events; a comment every few seconds while nothing happens */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replays/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The frozen selection, item by item */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before. */
                    cursor?: string;
                    limit?: number;
                    state?: "skipped" | "pending" | "inFlight" | "waiting" | "applied" | "unchanged" | "superseded" | "failedAgain" | "inDoubt" | "returned";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["ReplayItem"][];
                            /** @description The cursor of the next page; null after the last. */
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replays/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Releases nothing for now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The replay as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replays/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on, or begins before its time; one that had halted itself halts again only by what comes from now on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                        /** @description Left out: the rule that it has. After a halt any rule looks at what comes from now on. null: without a rule. */
                        stopWhen?: {
                            /** @description The circuit opens of a connection to which items are still to go. */
                            circuit?: boolean;
                            /** @description Of those that ended, this share failed again; looked at from ten on. 1 never halts. */
                            failureShare?: number;
                            /** @description An item fails as nothing did before. */
                            newGroup?: boolean;
                            /** @description An item fails into a group that was resolved. */
                            regressed?: boolean;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description The replay as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replays/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a replay of a selection would do now, by dry runs of its members; sends and changes nothing
         * @description At most 100,000 members for 50 s; of more, those looked at are chosen by chance, and `dryRun.cut` says so. The reading is audited.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description false counts only, at once; nothing is read of the messages.
                         * @default true
                         */
                        dryRun?: boolean;
                        selection: {
                            ids: string[];
                        } | {
                            /** @description `checksum` of the list or preview that the operator was shown: as many, but others, are a 409, too. */
                            expectedChecksum?: string;
                            /** @description What the operator was shown; another number now is a 409. */
                            expectedCount?: number;
                            filter: {
                                /**
                                 * @description 3, >3, >=3, <3, <=3 or 2..5
                                 * @example >3
                                 */
                                attempts?: string;
                                /** @description The error code; with * at its end, how it begins. */
                                code?: string;
                                connection?: string;
                                /**
                                 * @description The UTC day on which its message was accepted.
                                 * @example 2026-11-23
                                 */
                                day?: string;
                                entityKey?: string;
                                /** Format: date-time */
                                from?: string;
                                /** @description The id of a group; `none` for failures that are in none. */
                                group?: string | "none";
                                /**
                                 * @description Of the groups that these terms find: id, and what the list of groups is filtered by.
                                 * @example state:open,regressed route:stripe.refund
                                 */
                                ofGroups?: string;
                                /**
                                 * @description Value at a path that a contract indexes.
                                 * @example orderId:123
                                 */
                                payload?: string;
                                /** @description Terms such as `state:dead code:card* attempts:>3 payload.orderId:123 "free text"`. */
                                q?: string;
                                /** @description An id of the business or of a vendor: of the message, or remembered for it by an adapter. */
                                reference?: string;
                                route?: string;
                                /**
                                 * @description running, waiting, queued, parked, inDoubt, dead, blocked, discarded
                                 * @example dead,blocked
                                 */
                                state?: string;
                                /** Format: date-time */
                                to?: string;
                                type?: string;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description Numbers, and why what would be skipped */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReplayPreview"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the ledger keeps by day, when it goes, what stays because it is open, and what the last round did */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What is kept */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Retention"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Routes, with their failures and waiting deliveries by state */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All routes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Route"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/{route}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends nothing of a route for now; its messages stay in their queues, and no attempt is spent */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    route: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The route as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Route"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/{route}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a paused route go on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    route: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The route as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Route"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which browsers are signed in as whom, the newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All sessions at work */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Session"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends somebody's session at once */
        delete: {
            parameters: {
                query: {
                    /** @description Why; kept in the audit. */
                    reason: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What has ended */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The simulated vendors and their faults; 404 where none runs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All simulators */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Simulator"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulators/{adapter}/effects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often a simulated vendor did something */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    adapter: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The number */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SimulatorEffects"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulators/{adapter}/fault": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a fault in force at a simulated vendor, or ends it */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    adapter: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        after?: number;
                        count?: number;
                        delayMs?: number;
                        /**
                         * @description none ends the fault that is in force.
                         * @enum {string}
                         */
                        kind: "none" | "outage" | "reject" | "slow" | "rateLimit" | "unauthorized" | "commitThenDrop" | "malformed";
                        /** @enum {string} */
                        mode?: "503" | "refuse";
                        operation?: string;
                        /** @description Why; kept in the audit. */
                        reason: string;
                        share?: number;
                    };
                };
            };
            responses: {
                /** @description The fault in force */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SimulatorFault"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many deliveries came, were settled, failed and are tried again, by time and by route, how many waited, and how long it took */
        get: {
            parameters: {
                query?: {
                    connection?: string;
                    /** @description An hour before `to` if absent. */
                    from?: string;
                    route?: string;
                    /** @description Seconds, at least. Without it, and where there would be too many steps: as long as 180 of them need. */
                    step?: number;
                    /** @description Now if absent. */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The window, in steps */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Statistics"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tokens, without the tokens themselves */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All tokens */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Token"][];
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a token; takes no Idempotency-Key, for its answer is never stored */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The brands whose connections it is limited to, as the configuration says. */
                        brands?: string[];
                        /** @description Events that it may publish at once; those of one second if absent. */
                        burst?: number;
                        /** @description What it is limited to in this API; all if absent. * at the end as above. */
                        connections?: string[];
                        /** Format: date-time */
                        expiresAt?: string;
                        /** @default false */
                        loopbackOnly?: boolean;
                        /** @description Of whom or what it is; the audit shows it. */
                        name: string;
                        /** @description Events a second that it may publish; the installation's limit if absent. */
                        ratePerSecond?: number;
                        /** @description Why; kept in the audit. */
                        reason: string;
                        roles: ("producer" | "viewer" | "operator" | "payload-reader" | "approver" | "admin")[];
                        /** @description What it may publish; everything if absent. One that ends in * allows all that begin so. */
                        sources?: string[];
                        /** @description What it may publish; everything if absent. One that ends in * allows all that begin so. */
                        types?: string[];
                    };
                };
            };
            responses: {
                /** @description The token, shown this once */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewToken"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a token back */
        delete: {
            parameters: {
                query: {
                    /** @description Why; kept in the audit. */
                    reason: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What was taken back */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Token"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a token a new secret; the former one works on for the overlap. Takes no Idempotency-Key */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description As it was if absent.
                         */
                        expiresAt?: string;
                        /**
                         * @description How long the former secret works on; 0s ends it at once.
                         * @example 24h
                         */
                        overlap?: string;
                        /** @description Why; kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The token with its new secret, shown this once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewToken"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/topology": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The declared topology as a graph, from sources to vendors, and where the broker differs from it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The topology */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Topology"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the identity provider sends a person back to; begins the session */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description To where the log-in began */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Begins a log-in at the identity provider */
        get: {
            parameters: {
                query?: {
                    /** @description Where to go afterwards: a path of this origin; anything else is its front page. */
                    returnTo?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description To the identity provider */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the session of the cookie
         * @description However it began. Needs the header x-spindle-request, as all that changes something does with a cookie.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It has ended */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Where the browser goes to end the provider's own. */
                            next: string;
                        };
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a browser can sign in, and whether it has */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The methods */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInMethods"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a browser's session with one of Spindle's own tokens
         * @description Needs the header x-spindle-request and our own origin. The session may what the token may, and ends with it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description It has begun; its cookie is set */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How everything stands, for Prometheus; 503 while the database is away */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Prometheus' text format. What could not be learned in time is missing. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description A problem (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        About: {
            /** @description Null while it is away. */
            broker: {
                version: string;
            } | null;
            /** @description Null while it is away. */
            database: {
                migrations: {
                    applied: number;
                    known: number;
                };
                /** @description Whether a commit waits for a second server. */
                synchronous: boolean;
                version: string;
            } | null;
            node: string;
            roles: {
                name: string;
                rights: string[];
            }[];
            /** Format: date-time */
            startedAt: string;
            version: string;
        };
        Alert: {
            connection: string | null;
            /** Format: date-time */
            endedAt: string | null;
            id: string;
            /** @enum {string} */
            kind: "newGroup" | "regressedGroup" | "oldFailure" | "oldLane" | "circuitOpen" | "backlog" | "recorderLag" | "quietFeed";
            /** Format: date-time */
            lastSeenAt: string;
            /** @description What to type to see more. */
            next: string;
            /** Format: date-time */
            since: string;
            /** @enum {string} */
            state: "open" | "ended";
            title: string;
        };
        AlertEndpoint: {
            /** @enum {string} */
            format: "webhook" | "slack";
            /** @description Of which it is told; null for all. */
            kinds: ("newGroup" | "regressedGroup" | "oldFailure" | "oldLane" | "circuitOpen" | "backlog" | "recorderLag" | "quietFeed")[] | null;
            name: string;
            /** @description Of its URL, whose path may hold a secret. */
            origin: string;
        };
        AnsweredMany: {
            answered: number;
        };
        Approvals: {
            data: components["schemas"]["WaitingRevision"][];
            /** @description Patches over many failures that wait, too. */
            recipes: components["schemas"]["Recipe"][];
        };
        Attempt: {
            adapterVersion: string;
            code: string | null;
            durationMs: number;
            generation: number;
            message: string | null;
            n: number;
            outcome: string;
            /** @description Redacted excerpt. */
            request?: unknown;
            /** @description Redacted excerpt. */
            response?: unknown;
            /** Format: date-time */
            startedAt: string;
            traceId: string | null;
            worker: string;
        };
        Attention: {
            /** @description Where to look further. */
            ids: {
                alert: string;
                connection: string;
                failure: string;
                group: string;
                lane: string;
                laneGroup: string;
                route: string;
            };
            /** @enum {string} */
            kind: "circuitOpen" | "alert" | "regressedGroup" | "doubt" | "blockedLane" | "growing" | "newGroup" | "oldFailure" | "paused";
            /** Format: date-time */
            since: string;
            /** @description The connection, route or lane group that it is about. */
            subject: string;
            words: string;
        };
        AuditEntry: {
            action: string;
            actor: string;
            /** Format: date-time */
            at: string;
            detail?: unknown;
            id: number;
            reason: string | null;
            target: string;
        };
        BackfillPreview: {
            days: {
                count: number;
                day: string;
                type: string;
            }[];
            /** @description Of these, how many the ledger has for the route already: they are skipped. */
            known: number;
            /** @description Accepted in the period; those that the route does not serve are skipped. */
            messages: number;
            sample: {
                becomes: {
                    count: number;
                    what: string;
                }[];
                /** @description Messages whose bytes the database still has, the newest first. */
                looked: number;
            };
            /** @description How long it takes at the rate; null without one. */
            seconds: number | null;
        };
        Configuration: {
            /** @description What the configuration file has in force, by its own words. */
            config: {
                [key: string]: unknown;
            };
            sealing: {
                /** @description Its id; null where nothing can be sealed. */
                masterKey: string | null;
                /** @description Message types with personal data: sealed, and hidden where they are shown. */
                types: string[];
            };
            variables: {
                /** @enum {string} */
                source: "environment" | "default";
                value: string | null;
                variable: string;
            }[];
        };
        Connection: {
            adapter: string;
            baseUrl: string;
            /** @description What a test asks the vendor; null where it only opens a connection. */
            check: string | null;
            circuit: {
                /**
                 * @description For all workers; open while the vendor is away.
                 * @enum {string}
                 */
                state: "closed" | "open";
            };
            closures: {
                /** @description So many at a time while it reopens; else 0. */
                allowed: number;
                /**
                 * @description Asked for by the vendor, or it is away.
                 * @enum {string}
                 */
                cause: "limit" | "outage";
                /** @description The account; null for the whole connection. */
                key: string | null;
                /** Format: date-time */
                since: string;
                /**
                 * Format: date-time
                 * @description Null while it reopens step by step.
                 */
                until: string | null;
            }[];
            /** @description What the adapter has proven, and what it need not, by check; null if unknown. */
            conformance: {
                /** @enum {string} */
                level: "bronze" | "silver" | "gold";
                waivers: {
                    [key: string]: string;
                };
            } | null;
            domain: string;
            id: string;
            /** @description The version of the adapter kit that the adapter was made for, if it says so. */
            kit: string | null;
            /** @description What is left of these limits now, over all workers. */
            left: {
                /** @description Places that no worker has. */
                atATime: number;
                /** @description Calls that may still begin within the next second, beside those given out; null without a limit. */
                inSecond: number | null;
            };
            limits: {
                concurrency: number;
                /** @description Besides them, for each account or store. */
                perKey: {
                    concurrency: number;
                    perSecond: number;
                } | null;
                perSecond: number;
            };
            /** @description Why there is no check. */
            noCheck: string | null;
            /** @description Who has stopped its sending; null while it goes on. */
            paused: {
                by: string;
                reason: string;
                /** Format: date-time */
                since: string;
                /**
                 * @description What was paused: the route itself, or its whole connection.
                 * @enum {string}
                 */
                through: "route" | "connection";
            } | null;
            /** @description The roll-out in which each message is for it or for another connection. */
            rollout: {
                /** @description What is shared out: store, member, entity … */
                by: string;
                except: string[];
                /**
                 * @description What keeps the connection that was first chosen for it.
                 * @enum {string}
                 */
                keep: "entity" | "unit";
                name: string;
                /** @description Its place among the alternatives, from 1; the last is the rest. */
                place: number;
                /** @description Per cent of the units that come to it. */
                share: number;
                /** @description Message types that all its connections get. */
                toAll: string[];
                /** @description Those that it gets whatever the share. */
                units: string[];
            } | null;
            routes: string[];
            /** @description Their names; never a value. */
            secrets: string[];
            /** @description The stores that it is for; null for all. */
            serves: {
                brands: string[] | null;
                countries: string[] | null;
                stores: string[] | null;
            } | null;
            /** @description Requests are made and recorded, and none is sent. */
            shadow: boolean;
            /** @description Slots of the concurrency limit that each worker has. */
            slots: {
                slots: number;
                worker: string;
            }[];
            /** @description Where the vendor tells how its services are; null if not known. */
            statusPage: string | null;
            version: string;
            webhooks: string[];
        };
        ConnectionDetail: components["schemas"]["Connection"] & {
            /** @description What is left of the limits of accounts, those used last first, at most 100; of all others everything is left. */
            accounts: {
                /** @description Places that no worker has. */
                atATime: number;
                /** @description Calls that may still begin within the next second, beside those given out; null without a limit. */
                inSecond: number | null;
                key: string;
            }[];
            settings: components["schemas"]["Setting"][];
        };
        ConnectionPerformance: {
            /** @description Deliveries whose message was accepted: one for each message and route. */
            accepted: number;
            connection: string;
            criticalMs: components["schemas"]["Percentiles"] & unknown;
            durationMs: components["schemas"]["Percentiles"];
            /** @description Attempts after which a person is needed. */
            failed: number;
            perMinute: components["schemas"]["PerMinute"];
            /** @description Attempts after which it is tried again. */
            retried: number;
            /** @description Attempts that settled their delivery. */
            settled: number;
            /** @description Attempts in each of at most 30 equal parts of the window. */
            sparkline: number[];
            /** @description Of what was settled or failed; 0 to 1, null where there was nothing. */
            successShare: number | null;
        };
        ConnectionStrip: {
            adapter: string;
            id: string;
            /** @description Of its attempts of the last hour. */
            p95Ms: number | null;
            /** @description Attempts in each of at most 30 equal parts of the window. */
            sparkline: number[];
            /** @enum {string} */
            state: "ready" | "limited" | "circuitOpen" | "shadow" | "paused";
            /** @description Of the last hour; 0 to 1. */
            successShare: number | null;
        };
        ConnectionTest: {
            /** @description Whether the vendor takes the credentials; null where that is not known. */
            authenticated: boolean | null;
            durationMs: number;
            /** @description Whether a connection was opened: by DNS, TCP and TLS. */
            reached: boolean;
            /** @description Of the vendor's answer, where there was one. */
            status: number | null;
            words: string;
        };
        Contract: {
            /** @description Why nobody should begin to use it, or until when it is taken. */
            deprecated: string | null;
            entityKey: string;
            /** @description Paths of its data by which failures are found, as `payload.<path>:<value>`. */
            indexed: string[];
            kind: string;
            /** @description Messages of the last 24 hours. */
            lastDay: {
                /** @description Whether it is worked out from a sample. */
                about: boolean;
                /** @description Not valid, and kept as failures of the way in, as what comes by AMQP or by a webhook is. Who publishes by HTTP is told at once, and not counted. */
                invalid: number;
                /** @description Accepted. */
                messages: number;
                /** @description Who sent the most of them: ten. */
                sources: {
                    messages: number;
                    source: string;
                }[];
            };
            owner: string;
            routes: string[];
            semantics: string;
            summary: string;
            type: string;
            /** @description The older version that is upcast to this one, or why it cannot be. */
            upcasts: {
                from: string;
                impossible: string | null;
            } | null;
            /** @description The types of all its versions, oldest first. */
            versions: string[];
        };
        ContractDetail: {
            /** @description Why nobody should begin to use it, or until when it is taken. */
            deprecated: string | null;
            entityKey: string;
            examples: unknown[];
            /** @description Paths of its data by which failures are found, as `payload.<path>:<value>`. */
            indexed: string[];
            kind: string;
            /** @description Messages of the last 24 hours. */
            lastDay: {
                /** @description Whether it is worked out from a sample. */
                about: boolean;
                /** @description Not valid, and kept as failures of the way in, as what comes by AMQP or by a webhook is. Who publishes by HTTP is told at once, and not counted. */
                invalid: number;
                /** @description Accepted. */
                messages: number;
                /** @description Who sent the most of them: ten. */
                sources: {
                    messages: number;
                    source: string;
                }[];
            };
            owner: string;
            routes: string[];
            schema: {
                [key: string]: unknown;
            };
            semantics: string;
            summary: string;
            type: string;
            /** @description The older version that is upcast to this one, or why it cannot be. */
            upcasts: {
                from: string;
                impossible: string | null;
            } | null;
            /** @description The types of all its versions, oldest first. */
            versions: string[];
        };
        ContractDiff: {
            changes: {
                /** @enum {string} */
                effect: "breaking" | "compatible";
                /** @description Where in the data; `*` is every item. */
                pointer: string;
                reason: string;
            }[];
            from: string;
            to: string;
            /**
             * @description breaking: something that was valid in `from` is refused by `to`, or a promise is gone.
             * @enum {string}
             */
            verdict: "compatible" | "breaking";
        };
        /** @description The most that was seen in it, of several routes the sum; null where nobody looked: the broker was away, or no scheduler ran. */
        Depth: {
            /** @description Workers have them in hand. */
            inFlight: number;
            /** @description In line in its strict group, without what has failed. */
            inLine: number;
            /** @description Nobody has begun them: in its queue, or that of its strict group, which other routes may share. */
            ready: number;
            /** @description Will be tried again by themselves. */
            retrying: number;
            /** @description Wait for a person, dead letters of the broker among them. */
            stopped: number;
        } | null;
        Diagnostics: {
            checks: {
                name: string;
                /** @description What to do about it. */
                next?: string | null;
                ok: boolean;
                /** @description Its environment variable. */
                setting?: string | null;
                tookMs?: number;
                /** @description Only for those who may read, and while the database can tell who they are. */
                words?: string;
            }[];
            /** Format: date-time */
            startedAt?: string;
            /** @description Only for those who may read, and while the database can tell who they are. */
            version?: string;
        };
        Difference: {
            after: string | null;
            /** @description As JSON, numbers digit for digit; masked where it is personal. */
            before: string | null;
            /** @enum {string} */
            change: "added" | "removed" | "changed";
            /** @description JSON Pointer into the message's data. */
            pointer: string;
        };
        DryRun: {
            /** @description Against the last request that failed. */
            changes: components["schemas"]["RequestChange"][];
            /** @enum {string} */
            verdict: "differs" | "same" | "sends" | "fits" | "invalid" | "skipped" | "concluded" | "superseded" | "inDoubt" | "behindLaneHead" | "factsMissing" | "threw" | "hung" | "bodyGone" | "routeGone" | "settled" | "unknown";
            /** @description The verdict as a sentence, with its reason. */
            words: string;
            /** @description What would go out first, masked as attempts are; null where nothing would. */
            wouldSend: {
                body?: string;
                headers: {
                    [key: string]: string;
                };
                method: string;
                path: string;
            } | null;
        };
        Failure: {
            attempts: number;
            entityKey: string | null;
            error: {
                code: string;
                message: string;
                /**
                 * Format: uri
                 * @description What to do about this code, if its adapter knows a page.
                 */
                runbook?: string;
            } | null;
            /** Format: date-time */
            firstFailedAt: string | null;
            /** @description Lives; each replay begins another. */
            generation: number;
            groupId: string | null;
            /** @description <message id>:<route> */
            id: string;
            /**
             * Format: date-time
             * @description Since when an effect may exist without our knowing.
             */
            inDoubtSince: string | null;
            /** @description Of one that stands in a strict lane. */
            lane: {
                /** @description How many stand behind the head. */
                behind: number;
                /** @description Who is first there; while it is not settled, the lane stands still. */
                head: string;
                /** @description <connection>.<group>:<key> */
                id: string;
            } | null;
            /** Format: date-time */
            lastFailedAt: string | null;
            messageId: string;
            /** Format: date-time */
            nextAttemptAt: string | null;
            /** @description Why it waits, or why it was settled. */
            reason: string | null;
            route: string;
            /** Format: date-time */
            settledAt: string | null;
            state: string;
            type: string | null;
            vendorReference: string | null;
        };
        FailureGroup: {
            code: string;
            connection: string;
            /** @description Failures in it now. */
            count: number;
            /** Format: date-time */
            firstSeenAt: string;
            /** @description How often it failed in each of the last 24 hours (UTC), this one last. */
            hourly: number[];
            id: string;
            /** Format: date-time */
            lastSeenAt: string;
            note: string | null;
            operation: string;
            owner: string | null;
            replayWhen: components["schemas"]["GroupRule"];
            route: string;
            /**
             * Format: uri
             * @description What to do about this code, if its adapter knows a page.
             */
            runbook?: string;
            /** @description What ends the snooze, whatever holds first. */
            snooze: {
                count?: number;
                rate?: {
                    count: number;
                    seconds: number;
                };
                /** Format: date-time */
                until?: string;
            } | null;
            /**
             * @description `regressed`: it was resolved, and has failed since.
             * @enum {string}
             */
            state: "open" | "acknowledged" | "snoozed" | "resolved" | "regressed";
            /** Format: date-time */
            stateSince: string;
            ticket: string | null;
            title: string;
            /** @description How often in the last three of these hours, less in the three before. */
            trend: number;
            /** @description Of the message that failed last of those in it. */
            type: string | null;
        };
        FailureGroupDetail: components["schemas"]["FailureGroup"] & {
            /** @description Those attempts by version of the adapter. */
            adapterVersions: {
                attempts: number;
                /** Format: date-time */
                firstAt: string;
                /** Format: date-time */
                lastAt: string;
                version: string;
            }[];
            /** @description How often the vendor failed, of its failures of now. */
            attempts: {
                max: number;
                min: number;
            } | null;
            /** @description What was recorded about its connection within an hour of when it was first seen. */
            changes: {
                actor: string | null;
                /**
                 * Format: date-time
                 * @description Of a version: of the first of its attempts that was found.
                 */
                at: string;
                /** @enum {string} */
                kind: "adapterVersion" | "circuitOpened" | "alert" | "alertEnded" | "act";
                reason: string | null;
                title: string;
            }[];
            /** @description How often it failed in each of the last 48 hours (UTC), this one last. */
            hours: {
                /** Format: date-time */
                at: string;
                failed: number;
            }[];
            /** @description The newest replay with one of its deliveries, as a whole. */
            lastReplay: components["schemas"]["Replay"] | null;
            /** @description Of how many of the newest failures attempts and states are told. */
            looked: {
                complete: boolean;
                failures: number;
            };
            /** @description How attempts with its code ended, of the 500 newest failures. */
            outcomes: {
                [key: string]: number;
            };
            /** @description Whether the answer is final: a replay without a change fails again. */
            permanent: boolean | null;
            /** @description The newest failure, with its last attempt. */
            sample: {
                adapterVersion: string | null;
                /** Format: date-time */
                at: string;
                code: string | null;
                /** @description Of the vendor's answer, if there was one. */
                httpStatus: number | null;
                /** @description <message id>:<route> */
                id: string;
                message: string | null;
                messageId: string;
                outcome: string | null;
                /** @description Redacted excerpt. */
                request?: unknown;
                /** @description Redacted excerpt. */
                response?: unknown;
                type: string | null;
                worker: string | null;
            } | null;
            /** @description Failures of now by state; `moving` is on its way to an attempt. */
            states: {
                [key: string]: number;
            };
        };
        FailureGroupPage: {
            /** @description How many groups there are on all pages, and which. */
            count: {
                /** @description Of the ids of those counted: where one has left and another came, it is another. */
                checksum: string;
                value: number;
            };
            /** @description Of the same filter without its state. */
            counts: {
                acknowledged: number;
                all: number;
                open: number;
                regressed: number;
                resolved: number;
                snoozed: number;
            };
            data: components["schemas"]["FailureGroup"][];
            /** @description Failures that are now in the groups of all pages. */
            failures: number;
            /** @description The cursor of the next page; null after the last. */
            next: string | null;
            /** @description Failures in no group, whatever was asked for; at most 10,001 are counted. See `group=none`. */
            ungrouped: number;
        };
        FailureStanding: {
            /** @description True where it is an estimate. */
            about: boolean;
            value: number;
        };
        FailureWithRevisions: components["schemas"]["Failure"] & {
            /** @description What was edited of it, newest first. */
            revisions: components["schemas"]["Revision"][];
        };
        /** @description When its failures are replayed by themselves, once; and the replay that this became. */
        GroupRule: {
            actor: string;
            /**
             * Format: date-time
             * @description Of a time of day: when that is.
             */
            dueAt: string | null;
            /**
             * Format: date-time
             * @description Of a vendor's health, while it waits: since when it is known to be healthy.
             */
            healthySince: string | null;
            reason: string;
            /** @description The replay that it became. */
            replay: string | null;
            rule: components["schemas"]["ReplayRule"];
            /** Format: date-time */
            setAt: string;
            /**
             * @description `lapsed`: the token of whoever set it was revoked before it held.
             * @enum {string}
             */
            state: "waiting" | "used" | "lapsed";
        } | null;
        GroupTallies: {
            /** @description false where there are more than the 500 largest. */
            complete: boolean;
            data: {
                /** @description Failures in them now. */
                count: number;
                /** Format: date-time */
                firstSeenAt: string;
                groups: number;
                /** @description How often it failed in each of the last 24 hours (UTC), this one last. */
                hourly: number[];
                /** @description The route, connection, type or code. */
                key: string | null;
                /** Format: date-time */
                lastSeenAt: string;
                /** @description How often in the last three of these hours, less in the three before. */
                trend: number;
            }[];
            /** @description Failures in no group, whatever was asked for; at most 10,001 are counted. See `group=none`. */
            ungrouped: number;
        };
        HistoryEntry: {
            action: string;
            actor: string;
            /** Format: date-time */
            at: string;
            /** @description Of an answer to a doubt: the question as it stood then. */
            question?: unknown;
            reason: string | null;
            replay: {
                generation: number | null;
                id: string;
                item: string;
            } | null;
        };
        Installation: {
            environment: {
                /** @enum {string} */
                colour: "grey" | "blue" | "green" | "yellow" | "orange" | "red" | "purple";
                name: string;
                /** @description Whether acts on many need a typed confirmation. */
                production: boolean;
                /** @description Whether operators may send test messages. */
                testMessages: boolean;
            };
            links: {
                /** @description A page of a message at its source; put {source} and {sourceId}. */
                source: string | null;
                /** @description A page of a trace; put the id for {traceId}. */
                trace: string | null;
            };
            /** @description Whether vendors are simulated here: GET /simulators. */
            simulators: boolean;
        };
        Lane: {
            connection: string;
            /** @description How many stand in line, the head included. */
            depth: number;
            group: string;
            /** @description null where nothing is left in the lane. */
            head: {
                /** @description Since it was parked. */
                ageSeconds: number;
                attempts: number;
                error: {
                    code: string;
                    message: string;
                } | null;
                /** @description <message id>:<route> */
                id: string;
                messageId: string;
                /** Format: date-time */
                nextAttemptAt: string | null;
                /** Format: date-time */
                parkedAt: string;
                /** @description Why it waits. */
                reason: string | null;
                route: string;
                state: string;
            } | null;
            /** @description <connection>.<group>:<key> */
            id: string;
            key: string;
        };
        LaneDetail: {
            connection: string;
            /** @description How many stand in line, the head included. */
            depth: number;
            group: string;
            /** @description null where nothing is left in the lane. */
            head: {
                /** @description Since it was parked. */
                ageSeconds: number;
                attempts: number;
                error: {
                    code: string;
                    message: string;
                } | null;
                /** @description <message id>:<route> */
                id: string;
                messageId: string;
                /** Format: date-time */
                nextAttemptAt: string | null;
                /** Format: date-time */
                parkedAt: string;
                /** @description Why it waits. */
                reason: string | null;
                route: string;
                state: string;
            } | null;
            /** @description <connection>.<group>:<key> */
            id: string;
            key: string;
            /** @description The first 50, the head's first. */
            places: {
                id: string;
                messageId: string;
                /** Format: date-time */
                parkedAt: string;
                route: string;
                state: string;
            }[];
        };
        Licence: {
            /** @description As its package says it, mostly an SPDX expression; null where it says none. */
            licence: string | null;
            name: string;
            /**
             * @description Which part of Spindle it is shipped with.
             * @enum {string}
             */
            part: "server" | "console";
            version: string;
        };
        ManyChanged: {
            /** @description Names this request in the audit. */
            batch: string;
            changed: number;
            reasons: {
                count: number;
                reason: string;
            }[];
            selected: number;
            skipped: number;
        };
        ManyGroupsChanged: components["schemas"]["ManyChanged"] & {
            /** @description Of these it was said already. */
            unchanged: number;
        };
        Me: {
            /** @description The brands whose connections you are limited to; null is all. */
            brands: string[] | null;
            /**
             * @description What you came with: a bearer token of Spindle's own, a browser's session, or the issuer's bearer token.
             * @enum {string}
             */
            by: "token" | "session" | "issuer";
            /** @description The connections that you are limited to; null is all. */
            connections: string[] | null;
            /** @description As in the audit. */
            name: string;
            rights: ("read" | "read-payload" | "act" | "act-in-bulk" | "edit" | "approve" | "administer")[];
            roles: string[];
            /** @description Of a browser that is signed in; null with a bearer token. */
            session: {
                /**
                 * @description What it began with.
                 * @enum {string}
                 */
                by: "issuer" | "token";
                /** Format: date-time */
                expiresAt: string;
                id: string;
                /** Format: date-time */
                idleUntil: string;
                /** Format: date-time */
                startedAt: string;
            } | null;
        };
        Message: {
            /** Format: date-time */
            acceptedAt: string;
            /** @description What its own deliveries begot. */
            begot: {
                /** Format: date-time */
                acceptedAt: string;
                id: string;
                type: string;
            }[];
            /** @description The message whose delivery begot this one. */
            causedBy: {
                /** Format: date-time */
                acceptedAt: string;
                id: string;
                type: string;
            } | null;
            /** @description All that led to it, the first cause first: as many as there are hops. */
            causes: {
                /** Format: date-time */
                acceptedAt: string;
                id: string;
                type: string;
            }[];
            /** @description What roll-outs have chosen for its entity, and so for its later messages. */
            choices: {
                /** @description Why, e.g. `store 0042: within 5 %`. */
                because: string;
                /** @description A connection, or `nobody`. */
                connection: string;
                /** Format: date-time */
                decidedAt: string;
                rollout: string;
            }[];
            deliveries: {
                attempts: number;
                error: {
                    code: string;
                    message: string;
                } | null;
                /** Format: date-time */
                firstFailedAt: string | null;
                generation: number;
                groupId: string | null;
                /** @description What people did with it, oldest first: replays and acts. */
                history: components["schemas"]["HistoryEntry"][];
                /** @description <message id>:<route> */
                id: string;
                /** Format: date-time */
                inDoubtSince: string | null;
                /** Format: date-time */
                lastFailedAt: string | null;
                /** Format: date-time */
                nextAttemptAt: string | null;
                /**
                 * Format: date-time
                 * @description When it was last put in line for another attempt.
                 */
                queuedAt: string | null;
                reason: string | null;
                route: string;
                /** Format: date-time */
                settledAt: string | null;
                state: string;
                /** @description Attempts of every life, oldest first. */
                tries: {
                    adapterVersion: string;
                    code: string | null;
                    durationMs: number;
                    generation: number;
                    n: number;
                    outcome: string;
                    /** Format: date-time */
                    startedAt: string;
                    traceId: string | null;
                    worker: string;
                }[];
                vendorReference: string | null;
            }[];
            entityKey: string;
            id: string;
            source: string;
            sourceId: string;
            traceId: string | null;
            traceparent: string | null;
            type: string;
        };
        MessageOnRoute: {
            /** Format: date-time */
            acceptedAt: string;
            attempts: number;
            causationId: string | null;
            entityKey: string;
            /** @description The last one, also where it was settled since. */
            error: {
                code: string;
                message: string;
            } | null;
            id: string;
            /** Format: date-time */
            nextAttemptAt: string | null;
            /** @description Why it waits, or why it was settled. */
            reason: string | null;
            /** @description null for a message that no route subscribes to. */
            route: string | null;
            /** Format: date-time */
            settledAt: string | null;
            source: string;
            sourceId: string;
            state: string | null;
            type: string;
            vendorReference: string | null;
        };
        MessagePage: {
            /** @description On all pages; without a view, of messages, each of which has a row for each route. null where only reading all would tell. */
            count: {
                about: boolean;
                value: number;
            } | null;
            data: components["schemas"]["MessageOnRoute"][];
            /** @description The cursor of the next page; null after the last. */
            next: string | null;
            /** @description What was searched; not complete where only a part of it was: see next. */
            window: {
                complete: boolean;
                /** Format: date-time */
                from: string | null;
                /** Format: date-time */
                to: string;
            };
        };
        NewRecipePreview: components["schemas"]["RecipePreview"] & {
            /** @description Of the ids of those counted: where one has left and another came, it is another. */
            checksum: string | null;
            /** @description All that it would be over, tried or not; null for more than the 10,000 it may have. */
            selected: number | null;
        };
        NewToken: {
            brands?: string[] | null;
            burst?: number | null;
            connections?: string[] | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            id: string;
            /**
             * Format: date-time
             * @description To the minute, about; null where nobody has used it.
             */
            lastUsedAt: string | null;
            loopbackOnly: boolean;
            name: string;
            /** @description The secret before the last rotation, while it still works. */
            previous: {
                /** Format: date-time */
                lastUsedAt: string | null;
                /** Format: date-time */
                until: string;
            } | null;
            ratePerSecond?: number | null;
            roles: string[];
            sources: string[] | null;
            /** @description Shown this once; only its hash is stored. */
            token: string;
            types: string[] | null;
        };
        Notice: {
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was delivered or given up.
             */
            endedAt: string | null;
            endpoint: string;
            /** @description Its webhook-id, the same at every try. */
            id: string;
            /** @enum {string} */
            kind: "settled" | "failed" | "alert";
            lastError: string | null;
            /** @description null of alerts */
            messageId: string | null;
            /** Format: date-time */
            nextTryAt: string | null;
            /** @enum {string} */
            state: "waiting" | "delivered" | "givenUp";
            tries: number;
        };
        NoticeEndpoint: components["schemas"]["NoticeEndpointStanding"] & {
            /** @description false for one that only the database still knows. */
            configured: boolean;
            on: ("settled" | "failed" | "alert")[] | null;
            /** @description Of its URL, whose path may hold a secret. */
            origin: string | null;
            /** @description Of what it is told; null for everything. */
            sources: string[] | null;
            /** @description Of what it is told; null for everything. */
            types: string[] | null;
        };
        NoticeEndpointStanding: {
            /** Format: date-time */
            failingSince: string | null;
            /** @description Notices that it did not take in ten tries. */
            givenUp: number;
            /** Format: date-time */
            goneAt: string | null;
            lastError: string | null;
            /** Format: date-time */
            lastSuccessAt: string | null;
            name: string;
            /** Format: date-time */
            oldestWaitingAt: string | null;
            /**
             * Format: date-time
             * @description Nothing is sent to it before.
             */
            restUntil: string | null;
            /**
             * @description gone: it answered 410, and is sent nothing until it is enabled again.
             * @enum {string}
             */
            state: "well" | "failing" | "gone";
            /** @description Notices that it has not taken yet. */
            waiting: number;
            /** @description Messages of which it will be told. */
            watched: number;
        };
        Overview: {
            /** @description The most urgent first. */
            attention: components["schemas"]["Attention"][];
            connections: components["schemas"]["ConnectionStrip"][];
            failures: {
                blocked: components["schemas"]["FailureStanding"];
                dead: components["schemas"]["FailureStanding"];
                inDoubt: components["schemas"]["FailureStanding"];
                moving: components["schemas"]["FailureStanding"];
            };
            /** @description Groups of failures that nobody has taken up. */
            groups: {
                new: number;
                regressed: number;
            };
            oldestUnprocessed: components["schemas"]["Unprocessed"];
            /** @description Those that are not over. */
            replays: components["schemas"]["ReplayUnderWay"][];
            /**
             * Format: date-time
             * @description Up to when the last hour is counted.
             */
            until: string;
        };
        /** @description Of one attempt, with all its steps. */
        Percentiles: {
            p50: number;
            p95: number;
            p99: number;
        } | null;
        Performance: {
            /** @description Deliveries whose message was accepted: one for each message and route. */
            accepted: number;
            criticalMs: components["schemas"]["Percentiles"] & unknown;
            durationMs: components["schemas"]["Percentiles"];
            /** @description Attempts after which a person is needed. */
            failed: number;
            /** @description Attempts after which it is tried again. */
            retried: number;
            /** @description Attempts that settled their delivery. */
            settled: number;
            /** @description Of what was settled or failed; 0 to 1, null where there was nothing. */
            successShare: number | null;
        };
        /** @description In a minute, of the last five of the window that are over; or of the last step, where that is longer. */
        PerMinute: {
            accepted: number;
            attempts: number;
            settled: number;
        };
        Problem: {
            code: string;
            /** @description Of count-differs: what the filter finds now. */
            count?: number;
            detail: string;
            errors?: {
                detail: string;
                pointer: string;
            }[];
            status: number;
            title: string;
            type: string;
        };
        Question: {
            /** @description The question itself, for a person. */
            asks: string;
            /** @description <message id>:<route> */
            id: string;
            /** @enum {string} */
            idempotency: "key" | "natural" | "probe" | "none";
            ifAbsent: {
                era: number;
                happens: string;
                /** @description The key under which it would be sent again; null where it has none of its own. */
                idempotencyKey: string | null;
                /**
                 * Format: date-time
                 * @description Until when the vendor recognises the key of the first try; null where it does not.
                 */
                recognisedUntil: string | null;
            };
            ifApplied: {
                happens: string;
            };
            /** Format: date-time */
            inDoubtSince: string;
            /** @description What left, when and by whom, and what came back; null where its worker died before it wrote it down. */
            left: components["schemas"]["Attempt"] | null;
            /** @description How a person finds out at the vendor. */
            lookUp: string;
            probe: {
                last: components["schemas"]["Attempt"] | null;
                possible: boolean;
                /** @description What the vendor said when it was asked last, or how it can be asked. */
                says: string;
            };
            route: string;
        };
        Queue: {
            /** @description Null for what all connections share. */
            connection: string | null;
            consumers: number;
            /** @description false where it is declared and the broker has none. */
            exists: boolean;
            /** @enum {string} */
            kind: "work" | "retry" | "lane" | "dead" | "intake" | "journal" | "quarantine";
            /** @description The strict group whose it is. */
            laneGroup: string | null;
            name: string;
            /** @description Messages that wait to be delivered. */
            ready: number;
            /** @description Whose it is; null where it serves several routes, or none. */
            route: string | null;
            /** @description What consumers hold; null where the broker does not tell it. */
            unacked: number | null;
        };
        Queues: {
            /**
             * Format: date-time
             * @description When they were counted, at the most a few seconds ago.
             */
            at: string;
            data: components["schemas"]["Queue"][];
            /** @description What cannot be told of them, and why. */
            unseen: string;
        };
        ReapplyPreview: {
            /** @description Applied deliveries of the route, settled in the period. */
            applied: number;
            /** @enum {string} */
            idempotency: "key" | "natural" | "probe" | "none";
            /** @description What will happen twice. */
            twice: string;
        };
        Recipe: {
            /**
             * Format: date-time
             * @description Until when it mends what fails into its group; null of one for those selected only.
             */
            activeUntil: string | null;
            author: string;
            /** @description What it has cost and brought so far. */
            bill: {
                applied: number;
                /** @description By the UTC day on which members were looked at; their sums are the numbers above. */
                days: {
                    applied: number;
                    /** Format: date */
                    day: string;
                    failedAgain: number;
                    inDoubt: number;
                    mended: number;
                    skipped: number;
                }[];
                failedAgain: number;
                inDoubt: number;
                mended: number;
                pending: number;
                /** @description Why what was skipped. */
                reasons: {
                    count: number;
                    reason: string;
                }[];
                /** @description Always the sum of pending, mended and skipped. */
                selected: number;
                skipped: number;
            };
            /** Format: date-time */
            createdAt: string;
            decision: {
                /** Format: date-time */
                at: string;
                by: string;
                reason: string;
            } | null;
            delicate: string[];
            /**
             * Format: date-time
             * @description Until when a second person may approve it.
             */
            expiresAt: string | null;
            /** Format: date-time */
            finishedAt: string | null;
            id: string;
            /** @enum {string} */
            kind: "patch" | "mergePatch";
            /** @description Its values are masked where they are personal or sensitive; null where its key is not here. */
            patch: string | null;
            reason: string;
            /** @description The replay that sends what it mended; of several the last. */
            replay: string | null;
            selection?: unknown;
            /**
             * @description `proposed` waits for a second person, `approved` mends its members, `running` is its replay, `active` waits for what fails next, `done` is its end.
             * @enum {string}
             */
            state: "proposed" | "approved" | "active" | "rejected" | "expired" | "running" | "done" | "stopped";
            /** @description Why it takes no new failures any more although that is not over. */
            stoodDown: string | null;
            types: string[];
        };
        RecipePreview: {
            /** @description Why not all were tried; null where all were. */
            cut: string | null;
            /** @description These places. */
            delicate: string[];
            /** @description Those that stay as they are, by why. */
            left: {
                count: number;
                examples: string[];
                reason: string;
                /** @enum {string} */
                verdict: "testFails" | "cannotApply" | "unchanged" | "locked" | "unfit" | "skipped";
            }[];
            /** @description Members that were tried; the sum of mended and those left. */
            looked: number;
            /** @description Would be changed, and fit their contract then. */
            mended: number;
            /** @description What the first ones would become; personal values are masked. */
            samples: {
                differences: components["schemas"]["Difference"][];
                id: string;
            }[];
            /** @description Whether a second person will have to approve it. */
            secondPerson: boolean;
            /** @description Of these, those in which a personal or sensitive place changes. */
            touching: number;
            types: string[];
        };
        Recording: {
            /** @description The message's data, byte for byte as it was accepted. */
            bodyBase64: string;
            contentType: string;
            /** @description What came beside the data. Of a failure of the way in: where it came, and its headers. */
            envelope?: unknown;
            /** @description What the adapter remembers now of what its operation asks for. */
            recalled?: unknown;
        };
        Redaction: {
            /** @description Attributes of messages that are always shown; the others by the rule for keys. */
            attributes: string[];
            /** @description What of each contract is hidden without the right read-payload. */
            contracts: {
                hidden: {
                    /** @enum {string} */
                    class: "personal" | "sensitive";
                    /** @description Where in the data; `*` is every item. */
                    pointer: string;
                }[];
                /** @description Where the id of the person stands under whose key it is sealed. */
                subject: string | null;
                type: string;
            }[];
            /** @description Of what no contract knows, and of what went to vendors and came back: values under other keys are hidden. Names of headers are keys, with `_` for `-`. */
            keys: {
                /** @description A key that holds one of these shows nothing, whatever its end. */
                hidden: string[];
                /** @description Whole keys, or what follows a `_`; also in the plural. */
                shown: string[];
                /** @description Ends of keys. */
                shownEnds: string[];
            };
        };
        Replay: {
            actor: string;
            /**
             * @description Who starts the next step of a ramp; whenGreen: the replay, as long as its rules are kept.
             * @enum {string}
             */
            advances: "byHand" | "whenGreen";
            applied: number;
            /** Format: date-time */
            createdAt: string;
            failedAgain: number;
            /** Format: date-time */
            finishedAt: string | null;
            halt: components["schemas"]["ReplayHalt"];
            id: string;
            inDoubt: number;
            inFlight: number;
            /** @enum {string} */
            kind: "failures" | "backfill" | "reapply";
            pending: number;
            /** @description Released by this replay. */
            published: number;
            ramp: (number | "rest")[] | null;
            rampStep: number;
            ratePerSecond: number | null;
            /** @description Whether the journal is still being read for it: then more items may come. */
            reading: boolean;
            reason: string;
            returned: number;
            routes: string[];
            /** @description Always the sum of the counts from skipped to returned. */
            selected: number;
            selection?: unknown;
            skipped: number;
            /**
             * Format: date-time
             * @description Of one that was to begin later: when it begins, or began. Before, its state is `scheduled`.
             */
            startAt: string | null;
            state: string;
            stopWhen: components["schemas"]["ReplayStopRule"];
            superseded: number;
            unchanged: number;
            waiting: number;
        };
        /** @description Why it stands still, where it does. */
        ReplayHalt: {
            findings?: {
                circuits: {
                    connection: string;
                }[];
                ended: number;
                /** @description Of those judged, those that failed again or are in doubt. */
                failed: number;
                groups: {
                    /** @enum {string} */
                    change: "new" | "regressed";
                    count: number;
                    id: string;
                    name: string;
                    title: string;
                }[];
                /** @description Of those that ended, those since it was last resumed after a halt. */
                judged: number;
                selected: number;
            };
            /**
             * @description Its main cause.
             * @enum {string}
             */
            kind: "circuitOpen" | "regressedGroup" | "newGroup" | "failureShare" | "step" | "person" | "unknown";
            text: string;
        } | null;
        ReplayItem: {
            entityKey: string | null;
            /** @description What went wrong since this replay sent it. */
            error: {
                code: string;
                message: string;
            } | null;
            generation: number | null;
            /** @description <message id>:<route> */
            id: string;
            messageId: string;
            /** @description Why it was skipped or returned. */
            reason: string | null;
            route: string;
            state: string;
        };
        ReplayPreview: {
            /** @description Of the ids of those counted: where one has left and another came, it is another. */
            checksum: string;
            /** @description Null where none was asked for. */
            dryRun: {
                /** @description Why not all were looked at; null where all were. */
                cut: string | null;
                /** @description Those that would send a different request, by the places at which it differs. */
                groups: {
                    /** @description Of the first example. */
                    changes: components["schemas"]["RequestChange"][];
                    count: number;
                    examples: string[];
                    places: string[];
                    route: string;
                }[];
                /** @description Members that were looked at. */
                looked: number;
                verdicts: {
                    count: number;
                    examples: string[];
                    /** @enum {string} */
                    verdict: "differs" | "same" | "sends" | "fits" | "invalid" | "skipped" | "concluded" | "superseded" | "inDoubt" | "behindLaneHead" | "factsMissing" | "threw" | "hung" | "bodyGone" | "routeGone" | "settled" | "unknown";
                    /** @description Of the first example. */
                    words: string;
                }[];
            } | null;
            eligible: number;
            /** @description Routes of those that would be released that are paused: nothing of them is sent before they are resumed. */
            paused: string[];
            reasons: {
                count: number;
                reason: string;
            }[];
            selected: number;
            skipped: number;
        };
        ReplayRule: {
            /**
             * @description The circuit has been closed for so long.
             * @example 10m
             */
            healthyFor: string;
        } | {
            /**
             * @description The adapter is at least this version.
             * @example 1.4.0
             */
            adapterVersion: string;
        } | {
            /**
             * @description The next time that a clock there shows this.
             * @example 06:00
             */
            after: string;
            /** @example Europe/Berlin */
            timeZone: string;
        };
        ReplayStopRule: {
            /** @description The circuit opens of a connection to which items are still to go. */
            circuit?: boolean;
            /** @description Of those that ended, this share failed again; looked at from ten on. 1 never halts. */
            failureShare?: number;
            /** @description An item fails as nothing did before. */
            newGroup?: boolean;
            /** @description An item fails into a group that was resolved. */
            regressed?: boolean;
        } | null;
        ReplayUnderWay: {
            actor: string;
            /** @description Items that are over, whatever came of them. */
            done: number;
            id: string;
            /** @enum {string} */
            kind: "failures" | "backfill" | "reapply";
            reason: string;
            selected: number;
            /** @enum {string} */
            state: "scheduled" | "running" | "paused" | "halted" | "completed" | "cancelled";
        };
        RequestChange: {
            before: string | null;
            /** @enum {string} */
            change: "added" | "removed" | "changed";
            now: string | null;
            /** @description `method`, `path`, `header.<name>`, or a JSON Pointer into the body, with `*` for every item. */
            place: string;
        };
        Retention: {
            days: {
                /** @description Deliveries, attempts and their indexes. */
                bytes: number;
                day: string;
                /** @description As the database last estimated; null where it never has. */
                deliveries: number | null;
                /**
                 * Format: date-time
                 * @description The next round after that takes it.
                 */
                goesAt: string;
                /** @description Failures that are not settled: they stay. Of a day: GET /failures?day=… */
                open: number;
                /** @description Why the last round left it although it was over. */
                stays: string | null;
            }[];
            keeps: {
                intakeDays: number;
                ledgerDays: number;
                referenceDays: number;
                replayDays: number;
            };
            /** @description Null before the first round. */
            lastRun: {
                /** Format: date-time */
                at: string;
                pruned: {
                    [key: string]: number;
                };
                retired: {
                    day: string;
                    dropped: number;
                    kept: number;
                }[];
                stayed: {
                    because: string;
                    day: string;
                }[];
            } | null;
            /** @description What was open when its day went. */
            outlived: {
                /** @description Deliveries, attempts and their indexes. */
                bytes: number;
                /** @description As the database last estimated; null where it never has. */
                deliveries: number | null;
                /** @description Failures that are not settled: they stay. Of a day: GET /failures?day=… */
                open: number;
            };
        };
        Revision: {
            author: string;
            /** @description The revision that it was made from; 0 is the message as it was published. */
            base: number;
            decision: {
                /** Format: date-time */
                at: string;
                by: string;
                reason: string;
            } | null;
            /** @description Personal and sensitive places that it changes, where a second person has to approve that. */
            delicate: string[];
            diff: components["schemas"]["Difference"][];
            /** @description The life that took it, once one has. */
            dispatch: {
                /** Format: date-time */
                at: string;
                generation: number;
            } | null;
            /**
             * Format: date-time
             * @description Until when a second person may approve it.
             */
            expiresAt: string | null;
            n: number;
            reason: string;
            /**
             * @description `proposed` waits for a second person, `approved` for the next replay, which sends it: `dispatched`.
             * @enum {string}
             */
            state: "proposed" | "approved" | "dispatched" | "rejected" | "withdrawn" | "expired" | "replaced";
            /** Format: date-time */
            writtenAt: string;
        };
        RevisionPreview: {
            base: number;
            delicate: string[];
            diff: components["schemas"]["Difference"][];
            /** @description Null where none was asked for. */
            dryRun: {
                /** @description Against the last request that failed. */
                changes: components["schemas"]["RequestChange"][];
                /** @enum {string} */
                verdict: "differs" | "same" | "sends" | "fits" | "invalid" | "skipped" | "concluded" | "superseded" | "inDoubt" | "behindLaneHead" | "factsMissing" | "threw" | "hung" | "bodyGone" | "routeGone" | "settled" | "unknown";
                /** @description The verdict as a sentence, with its reason. */
                words: string;
                /** @description What would go out first, masked as attempts are; null where nothing would. */
                wouldSend: {
                    body?: string;
                    headers: {
                        [key: string]: string;
                    };
                    method: string;
                    path: string;
                } | null;
            } | null;
            /** @description Whether a second person will have to approve it. */
            secondPerson: boolean;
        };
        Route: {
            /** @description false for one that only the ledger still knows. */
            configured: boolean;
            connection: string;
            counts: components["schemas"]["RouteCounts"];
            idempotency: string | null;
            /** @description The strict group it belongs to, and what stands in line there. */
            lane: {
                deliveries: number;
                group: string;
                lanes: number;
                oldestSeconds: number;
            } | null;
            name: string;
            /** @description Older types that it gets too, upcast to that one. */
            older: string[];
            /** @description The message type it subscribes to. */
            on: string | null;
            operation: string | null;
            /**
             * @description Which order its deliveries keep; null where that is not known any more.
             * @enum {string|null}
             */
            order: "unordered" | "latestWins" | "strict" | null;
            /** @description Who has stopped its sending; null while it goes on. */
            paused: {
                by: string;
                reason: string;
                /** Format: date-time */
                since: string;
                /**
                 * @description What was paused: the route itself, or its whole connection.
                 * @enum {string}
                 */
                through: "route" | "connection";
            } | null;
            policy: {
                attempts: number;
                baseMs: number;
                capMs: number;
                leaseMs: number;
                poisonLimit: number;
                timeoutMs: number;
                totalAgeMs: number;
            } | null;
            summary: string | null;
        };
        RouteCounts: {
            blocked: number;
            dead: number;
            inDoubt: number;
            /** @description Workers have them in hand: under way, or until there is room at the vendor. */
            inFlight: number;
            /** @description In line in its strict group, without what has failed. */
            inLine: number;
            queued: number;
            waiting: number;
        };
        RoutePerformance: {
            /** @description Deliveries whose message was accepted: one for each message and route. */
            accepted: number;
            connection: string;
            criticalMs: components["schemas"]["Percentiles"] & unknown;
            durationMs: components["schemas"]["Percentiles"];
            /** @description Attempts after which a person is needed. */
            failed: number;
            perMinute: components["schemas"]["PerMinute"];
            /** @description Attempts after which it is tried again. */
            retried: number;
            route: string;
            /** @description Attempts that settled their delivery. */
            settled: number;
            /** @description Attempts in each of at most 30 equal parts of the window. */
            sparkline: number[];
            /** @description Of what was settled or failed; 0 to 1, null where there was nothing. */
            successShare: number | null;
        };
        SentTestMessage: {
            /** @description Whether a request under the same key has sent it before. */
            duplicate: boolean;
            /** @description Of the message: GET /messages/{id} says what becomes of it. */
            id: string;
        };
        Session: {
            /**
             * @description What it began with.
             * @enum {string}
             */
            by: "issuer" | "token";
            /**
             * Format: date-time
             * @description When it ends in any case.
             */
            expiresAt: string;
            id: string;
            /**
             * Format: date-time
             * @description When it ends without a further request.
             */
            idleUntil: string;
            /**
             * Format: date-time
             * @description To the minute, about.
             */
            lastSeenAt: string;
            name: string;
            /** Format: date-time */
            startedAt: string;
            /** @description Who it is at the identity provider, or the token's id. */
            subject: string;
        };
        Setting: {
            name: string;
            secret: boolean;
            set: boolean;
            /**
             * @description Where it comes from; development: made for the simulators. Null where nobody has set it.
             * @enum {string|null}
             */
            source: "config" | "default" | "env" | "file" | "development" | null;
            /** @description Null of a secret, always. */
            value?: unknown;
        };
        ShownData: {
            /** @description What came beside the data, as CloudEvents names it; hidden where its name does not vouch for it. */
            attributes: {
                [key: string]: string;
            };
            contentType: string;
            /** @description Numbers digit for digit; null where the bytes are no JSON. */
            data?: unknown;
            /** @description What its contract says against the data; none where there is no contract. */
            faults: {
                detail: string;
                /** @description JSON Pointer into the data. */
                pointer: string;
            }[];
            /** @description Whether there is a contract that says what is personal. */
            known: boolean;
            /** @description What is hidden. `unknown`: the contract does not know it, and its name does not vouch for it; `address`: it reads as an e-mail address. */
            masked: {
                /** @enum {string} */
                because: "personal" | "sensitive" | "unknown" | "address";
                /** @description JSON Pointer; `*` stands for every item. */
                pointer: string;
            }[];
            /** @description What can be shown of bytes that are no JSON. */
            text: string | null;
            type: string;
        };
        SignInMethods: {
            oidc: {
                /** @description Takes `returnTo`. */
                loginPath: string;
                /** @description The identity provider's host. */
                name: string;
            } | null;
            /** @description Whether the browser has a session at work. */
            signedIn: boolean;
            /** @description Whether a token can be given here: at admin.publicUrl, without it on this machine only. */
            token: boolean;
        };
        Simulator: {
            adapter: string;
            /** @description What it is called by in paths. */
            address: string;
            connection: string;
            fault: {
                hits: number;
                kind: string;
            } & {
                [key: string]: unknown;
            };
            operations: string[];
        };
        SimulatorEffects: {
            count: number;
        };
        SimulatorFault: {
            address: string;
            fault: {
                hits: number;
                kind: string;
            } & {
                [key: string]: unknown;
            };
        };
        Statistics: {
            connections: components["schemas"]["ConnectionPerformance"][];
            /**
             * Format: date-time
             * @description The beginning of the first step.
             */
            from: string;
            /** @description Those with any message or attempt. */
            routes: components["schemas"]["RoutePerformance"][];
            series: components["schemas"]["StatisticsStep"][];
            stepSeconds: number;
            /**
             * Format: date-time
             * @description The end of the last step.
             */
            to: string;
            totals: components["schemas"]["Performance"];
            /**
             * Format: date-time
             * @description Up to when attempts are counted.
             */
            until: string;
        };
        StatisticsStep: {
            /** @description Deliveries whose message was accepted: one for each message and route. */
            accepted: number;
            /** Format: date-time */
            at: string;
            depth: components["schemas"]["Depth"];
            /** @description Attempts after which a person is needed. */
            failed: number;
            /** @description Attempts after which it is tried again. */
            retried: number;
            /** @description Attempts that settled their delivery. */
            settled: number;
        };
        Token: {
            brands?: string[] | null;
            burst?: number | null;
            connections?: string[] | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            id: string;
            /**
             * Format: date-time
             * @description To the minute, about; null where nobody has used it.
             */
            lastUsedAt: string | null;
            loopbackOnly: boolean;
            name: string;
            /** @description The secret before the last rotation, while it still works. */
            previous: {
                /** Format: date-time */
                lastUsedAt: string | null;
                /** Format: date-time */
                until: string;
            } | null;
            ratePerSecond?: number | null;
            roles: string[];
            sources: string[] | null;
            types: string[] | null;
        };
        Topology: {
            compared: {
                /**
                 * Format: date-time
                 * @description When the broker was looked at; null where it could not be.
                 */
                at: string | null;
                /** @description What was looked at, and what cannot be seen; or why nothing was. */
                words: string;
            };
            differences: components["schemas"]["TopologyDifference"][];
            edges: components["schemas"]["TopologyEdge"][];
            nodes: components["schemas"]["TopologyNode"][];
        };
        TopologyDifference: {
            /** @description A command to copy; null where the words say more. */
            fix: string | null;
            /** @enum {string} */
            kind: "exchange" | "queue";
            name: string;
            /** @enum {string} */
            state: "missing" | "differs" | "moving" | "unwanted";
            words: string;
        };
        TopologyEdge: {
            from: string;
            /** @description Of a binding: the message types or routes that it lets through. */
            keys: string[];
            /** @enum {string} */
            kind: "publishes" | "binds" | "consumes" | "deadLetters" | "calls";
            to: string;
        };
        TopologyNode: {
            /** @example route:paytronix.accruePoints */
            id: string;
            /** @enum {string} */
            kind: "source" | "process" | "exchange" | "queue" | "route" | "connection" | "vendor";
            name: string;
            /**
             * @description Of a queue what it is for.
             * @enum {string|null}
             */
            queue: "work" | "retry" | "lane" | "dead" | "intake" | "journal" | "quarantine" | null;
        };
        /** @description What waits for the longest time for something that the bus does by itself. */
        Unprocessed: {
            route: string | null;
            seconds: number;
            /** Format: date-time */
            since: string;
            /**
             * @description Not published yet; in a route's queue (found by samples: the oldest may be half as old again, one of a quiet route is missed); in a retry queue; due; in a lane.
             * @enum {string}
             */
            where: "outbox" | "unclaimed" | "queued" | "due" | "parked";
        } | null;
        WaitingRevision: {
            author: string;
            /** @description The revision that it was made from; 0 is the message as it was published. */
            base: number;
            decision: {
                /** Format: date-time */
                at: string;
                by: string;
                reason: string;
            } | null;
            /** @description Personal and sensitive places that it changes, where a second person has to approve that. */
            delicate: string[];
            /** @description The life that took it, once one has. */
            dispatch: {
                /** Format: date-time */
                at: string;
                generation: number;
            } | null;
            /**
             * Format: date-time
             * @description Until when a second person may approve it.
             */
            expiresAt: string | null;
            /** @description Of the failure: <message id>:<route> */
            id: string;
            n: number;
            reason: string;
            route: string;
            /**
             * @description `proposed` waits for a second person, `approved` for the next replay, which sends it: `dispatched`.
             * @enum {string}
             */
            state: "proposed" | "approved" | "dispatched" | "rejected" | "withdrawn" | "expired" | "replaced";
            type: string | null;
            /** Format: date-time */
            writtenAt: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
