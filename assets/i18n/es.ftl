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

print-charge-sort = { $key ->
    [screen] Pantalla
    [keyboard] Teclado
    [hinge] Bisagra
    [port] Puerto de carga
    [liquid] Daño por líquido
    [charger] Falta el cargador
    [case] Falta la funda
    [stylus] Falta el lápiz
    [charger-damaged] Cargador dañado
    [case-damaged] Funda dañada
    [stylus-damaged] Lápiz dañado
    [lost] Dispositivo perdido
    [none] Cargo
   *[other] { $sort }
}
