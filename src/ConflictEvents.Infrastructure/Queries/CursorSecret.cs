using ConflictEvents.Infrastructure.Database;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>The secret of the installation, read once from the database so that every process that serves it has the same.</summary>
internal sealed class CursorSecret(ApplicationDatabase database)
{
    private CursorCodec? _codec;

    public async Task<CursorCodec> Codec(CancellationToken cancellationToken)
    {
        if (_codec is { } known)
            return known;
        await using var command = database.Source.CreateCommand("select secret from installation");
        return _codec = new CursorCodec((byte[])(await command.ExecuteScalarAsync(cancellationToken))!);
    }
}
