namespace ConflictEvents.Api.Http;

/// <summary>Of a request whose answer is sent without its body: one that is dear to make need not be made.</summary>
internal sealed class HeadersOnly;
