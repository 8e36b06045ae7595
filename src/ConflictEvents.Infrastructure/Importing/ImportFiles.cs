using System.Buffers;
using ConflictEvents.Application.Imports;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Jobs;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>The folder of files that are to be read.</summary>
internal sealed class ImportFiles(ImportOptions options)
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Writes the content to the disk as it comes in.</summary>
    public async Task<Result<(string File, long Bytes)>> Keep(Guid id, Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Directory);
        var path = PathOf(id);
        var part = $"{path}.part";
        try
        {
            var bytes = 0L;
            await using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
            {
                var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
                try
                {
                    for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; bytes += read)
                    {
                        if (bytes + read > options.MaxFileBytes)
                            return ImportErrors.TooLarge(options.MaxFileBytes);
                        await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    }
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }

                file.Flush(flushToDisk: true);
            }

            if (bytes == 0)
                return ImportErrors.Empty;
            File.Move(part, path);
            return (path, bytes);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <exception cref="JobFailure">There is none, or none that may be read.</exception>
    public static FileStream Open(ImportJob job)
    {
        try
        {
            return new FileStream(job.File, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new JobFailure("The file is not where this process keeps files, or may not be read by it. Send it again.");
        }
    }

    /// <summary>Deletes what is kept for a job; a file that somebody named on the command line stays, wherever it lies.</summary>
    /// <param name="path">Of the file that the job reads.</param>
    public void Delete(Guid id, string path)
    {
        if (path == PathOf(id))
            File.Delete(path);
    }

    private string PathOf(Guid id) => Path.GetFullPath(Path.Combine(options.Directory, id.ToString()));
}
