/** Messages of codecs about monitoring itself: its own subscriptions, macros that others wrote. What a site writes takes their place. */
export const defaultIgnoredDiagnostics: readonly string[] = ["MacrosRuntimeStatus", "HTTPFeedbackFailed"];
