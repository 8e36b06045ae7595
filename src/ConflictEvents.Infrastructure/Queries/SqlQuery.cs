using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>The conditions of a query and their parameters, gathered side by side. Values only ever travel as parameters.</summary>
internal sealed class SqlQuery
{
    private readonly List<string> _conditions = [];
    private readonly List<NpgsqlParameter> _parameters = [];

    /// <returns>The placeholder that stands for the value.</returns>
    public string Parameter<T>(T value)
        where T : notnull
    {
        _parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return $"${_parameters.Count}";
    }

    public string Date(DateOnly value)
    {
        _parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Date });
        return $"${_parameters.Count}";
    }

    /// <summary>True while there is no condition: every row matches.</summary>
    public bool IsEmpty => _conditions.Count == 0;

    public void Where(string condition) => _conditions.Add(condition);

    /// <param name="before">What stands before the conditions: <c>select ... from ...</c>.</param>
    /// <param name="after">What stands after them: order and limit.</param>
    public NpgsqlCommand Command(NpgsqlConnection connection, string before, string after)
    {
        var text = new StringBuilder(before);
        if (_conditions.Count > 0)
            text.Append("\nwhere ").AppendJoin("\n  and ", _conditions);
        text.Append('\n').Append(after);
        var command = new NpgsqlCommand(text.ToString(), connection);
        foreach (var parameter in _parameters)
            command.Parameters.Add(parameter);
        return command;
    }
}
