namespace ConflictEvents.Application.Casualties;

/// <summary>
/// The cells of PRIO-GRID: half a degree wide and high, numbered from 1 in the south-west corner of the world, eastwards and then northwards,
/// 720 to a row. A cell holds its western and southern edge; the last of a row and of a column hold the edge of the world as well.
/// </summary>
public static class PrioGrid
{
    /// <summary>Width and height of a cell; degrees.</summary>
    public const double Size = 0.5;

    public const int Columns = 720;

    public const int Rows = 360;

    /// <returns>The middle of a cell, in degrees of WGS 84.</returns>
    public static (double Longitude, double Latitude) CentreOf(int cell) =>
        (((cell - 1) % Columns * Size) - 180 + (Size / 2), ((cell - 1) / Columns * Size) - 90 + (Size / 2));
}
