namespace ConflictEvents.Domain.Results;

/// <summary>What can stand for an expected failure; lets code that knows nothing of the value answer with one.</summary>
public interface IFailable<out TSelf>
    where TSelf : IFailable<TSelf>
{
    static abstract TSelf Fail(Error error);
}

/// <summary>Either a value or the expected failure that stood in its way.</summary>
public readonly record struct Result<T> : IFailable<Result<T>>
{
    private readonly T? _value;

    private Result(T? value, Error? error) => (_value, Error) = (value, error);

    public Error? Error { get; }

    /// <exception cref="InvalidOperationException">The result failed.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"No value: {Error.Code}.");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);

    static Result<T> IFailable<Result<T>>.Fail(Error error) => error;

    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next) => Error is null ? next(_value!) : Error;
}
