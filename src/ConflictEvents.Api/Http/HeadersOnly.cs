namespace ConflictEvents.Api.Http;

/// <summary>Of a request that asks for the headers of a GET alone: a body that is dear to make need not be made.</summary>
internal sealed class HeadersOnly;
