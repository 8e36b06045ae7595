namespace ConflictEvents.Application.Resources;

/// <summary>A command that carries what the client sent.</summary>
public interface IHasBody<out TBody>
{
    TBody Body { get; }
}
