namespace ConflictEvents.Application.Requests;

/// <summary>Marks a request whose members are query parameters: what breaks a rule there is a malformed request, not invalid content.</summary>
public interface IQuery;
