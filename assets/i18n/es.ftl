# Words of letters in Spanish. What is not here is taken from en.ftl.

month-long = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}
date-long = { $day } de { month-long } de { $year }

print-copy-family = Para la familia
print-copy-school = Para la escuela
print-version = Versión { $version }
print-and = { $one } y { $other }
